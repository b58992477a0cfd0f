import type { MediaOptions } from '../../call/terms/call-options.js';
import type { CallHost } from './call-host.js';
import type { MeetingNote } from './meeting-note.js';
import type { PreviewController } from './preview-controller.js';

/**
 * What the user wants to be on in the calls of a meeting: at first as the page has set it, then as the user has, before a
 * call and in it. The self-view before a call only shows whether the camera is.
 */
export class MeetingDevices {
  readonly #host: CallHost;
  readonly #preview: PreviewController;
  #microphone = true;
  #camera = true;

  constructor(host: CallHost, preview: PreviewController) {
    this.#host = host;
    this.#preview = preview;
    preview.failed = () => (this.#camera = false);
  }

  get microphone(): boolean {
    return this.#microphone;
  }

  get camera(): boolean {
    return this.#camera;
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

  /** Asks for the microphone, where the browser has to ask the user. Without it, it is off. */
  async request(): Promise<void> {
    if (!this.#microphone) return;
    const { audio, ownerDocument } = this.#host;
    const { permissions } = (ownerDocument.defaultView ?? window).navigator;
    const state = await permissions
      ?.query({ name: 'microphone' })
      .then((status) => status.state)
      // Not every browser tells.
      .catch(() => 'prompt');
    if (state === 'granted') return;
    if (!(await this.#preview.requestMicrophone(audio || true))) this.#microphone = false;
  }
}
