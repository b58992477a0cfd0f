import { requireMediaDevices, toMediaError } from '../../../call/media/media-error.js';
import type { MediaOptions } from '../../../call/terms/call-options.js';
import type { CallHost } from '../host/call-host.js';
import type { MeetingNote } from './meeting-note.js';
import type { PreviewController } from '../devices/preview-controller.js';

/**
 * What the user wants to be on in the calls of a meeting: at first as the page has set it, then as the user has, before a
 * call and in it. The self-view before a call only shows whether the camera is.
 */
export class MeetingDevices {
  readonly #host: CallHost;
  readonly #preview: PreviewController;
  readonly #onFailure: (error: unknown) => void;
  #microphone = true;
  #camera = true;
  #isAsking = false;

  constructor(host: CallHost, preview: PreviewController, onFailure: (error: unknown) => void) {
    this.#host = host;
    this.#preview = preview;
    this.#onFailure = onFailure;
    preview.failed = () => (this.#camera = false);
  }

  get microphone(): boolean {
    return this.#microphone;
  }

  get camera(): boolean {
    return this.#camera;
  }

  /** Whether the browser may be asking the user for the microphone, before the room is joined. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** For a call that begins now. */
  get media(): MediaOptions {
    const { audio, video } = this.#host;
    return { audio: this.#microphone && (audio || true), video: this.#camera && (video || true) };
  }

  toggleMicrophone(): void {
    this.#microphone = !this.#microphone;
    this.#host.requestUpdate();
  }

  toggleCamera(): void {
    this.#camera = !this.#camera;
    this.#host.requestUpdate();
  }

  /** For a room that the user has not been in yet. */
  reset(): void {
    this.restore({ microphone: this.#host.audio !== false, camera: this.#host.video !== false });
  }

  /** Goes on with what was on before a reload, or with what is meant to be on in a call. */
  restore({ microphone, camera }: MeetingNote): void {
    this.#microphone = microphone;
    this.#camera = camera;
  }

  /** There is a room, and no call: the self-view is as the camera will be. */
  show(): void {
    this.#preview.wanted = this.#camera;
  }

  /** The user is not about to be in a call any more: the self-view is there only if the page asks for it. */
  close(): void {
    this.#camera &&= this.#host.preview;
    this.#preview.wanted = this.#host.preview;
    this.#host.requestUpdate();
  }

  /**
   * Asks for the microphone before it is needed, where the browser has to ask the user: its question would else come with
   * the other one, when nobody may be there to read it. Without it, it is off.
   */
  async request(): Promise<void> {
    if (!this.#microphone) return;
    const { audio, ownerDocument } = this.#host;
    const { permissions } = (ownerDocument.defaultView ?? window).navigator;
    const state = await permissions
      ?.query({ name: 'microphone' })
      .then((status) => status.state)
      // Not every browser tells.
      .catch(() => 'prompt');
    if (state !== 'granted')
      await this.#ask(this.#preview.choose({ audio: audio || true, video: false }));
  }

  async #ask(constraints: { readonly audio: boolean | MediaTrackConstraints }): Promise<void> {
    this.#isAsking = true;
    this.#host.requestUpdate();
    try {
      const stream = await requireMediaDevices().getUserMedia(constraints);
      for (const track of stream.getTracks()) track.stop();
    } catch (cause) {
      this.#onFailure(await toMediaError(cause, 'microphone'));
      this.#microphone = false;
    } finally {
      this.#isAsking = false;
      this.#host.requestUpdate();
    }
  }
}
