import type { MediaOptions } from '../../call/terms/call-options.js';
import type { PeerCall } from '../../call/peer-call.js';
import type { CallHost } from './call-host.js';
import type { MeetingNote } from './meeting-note.js';
import type { PreviewController } from './preview-controller.js';

/**
 * What the calls of a meeting begin with: at first as the page has set it, then as the user has, and after a call as it was in
 * that. Before a call the camera is on as long as the self-view is.
 */
export class MeetingDevices {
  readonly #host: CallHost;
  readonly #preview: PreviewController;
  /** Whether the self-view is to be opened: only at first, and when the user asks for it. */
  #opensCamera = false;
  /** The camera of the latest call. */
  #callCamera = false;
  #microphone = true;

  constructor(host: CallHost, preview: PreviewController) {
    this.#host = host;
    this.#preview = preview;
  }

  get microphone(): boolean {
    return this.#microphone;
  }

  /** Also while the self-view is only about to be opened: who comes back may take the place of their old call at once. */
  get camera(): boolean {
    return this.#opensCamera || this.#preview.wanted;
  }

  /** For a call that begins now. */
  get media(): MediaOptions {
    const { audio, video } = this.#host;
    return { audio: this.microphone && (audio || true), video: this.camera && (video || true) };
  }

  toggleMicrophone(): void {
    this.#microphone = !this.#microphone;
    this.#host.requestUpdate();
  }

  toggleCamera(): void {
    this.#preview.wanted = !this.camera;
    this.#opensCamera = false;
    this.#host.requestUpdate();
  }

  /** For a room that the user has not been in yet. */
  reset(): void {
    this.restore({ microphone: this.#host.audio !== false, camera: this.#host.video !== false });
  }

  restore({ microphone, camera }: MeetingNote): void {
    this.#microphone = microphone;
    this.#opensCamera = camera;
  }

  /** What to restore after a reload. */
  note(isInCall: boolean): MeetingNote {
    return { microphone: this.microphone, camera: isInCall ? this.#callCamera : this.camera };
  }

  /** Notes what is on in `call`, which has just begun. */
  follow(call: PeerCall): void {
    this.#callCamera = this.camera;
    this.#opensCamera = false;
    call.addEventListener('localmedia', () => {
      if (call.state === 'ended') return;
      this.#microphone = call.localMedia.microphone;
      this.#callCamera = call.localMedia.camera;
    });
  }

  /** After a call: what the user let the other see goes on. */
  goOn(): void {
    this.#opensCamera = this.#callCamera;
  }

  /** No call is going on: the self-view is opened, if it is to be. */
  open(): void {
    if (!this.#opensCamera) return;
    this.#opensCamera = false;
    this.#preview.wanted = true;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#opensCamera = false;
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
