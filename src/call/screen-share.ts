import { toMediaError } from './media-error.js';

export interface ScreenShareOptions {
  readonly open: () => Promise<MediaStream>;
  readonly onChange: () => void;
}

/** The local screen: shares it on request and stops when the user says so, here or in the browser's own bar. */
export class ScreenShare {
  readonly #options: ScreenShareOptions;
  #stream: MediaStream | null = null;
  #sender: RTCRtpSender | null = null;
  #wanted = false;
  #isStopped = false;

  constructor(options: ScreenShareOptions) {
    this.#options = options;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  async connect(sender: RTCRtpSender | null): Promise<void> {
    this.#sender = sender;
    await sender?.replaceTrack(this.#stream?.getVideoTracks()[0] ?? null);
  }

  /** @throws {CallError} if the user does not allow it, or the browser can't */
  async setEnabled(isOn: boolean): Promise<void> {
    if (this.#wanted === isOn || this.#isStopped) return;
    this.#wanted = isOn;
    if (isOn) await this.#start();
    else await this.#end();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wanted = false;
    this.#release();
    this.#sender = null;
  }

  async #start(): Promise<void> {
    try {
      const stream = await this.#options.open();
      const [track] = stream.getVideoTracks();
      // Turned off again, or the call ended, while the user was choosing.
      if (!this.#wanted || track === undefined) {
        for (const unused of stream.getTracks()) unused.stop();
        return;
      }
      track.contentHint = 'detail';
      track.addEventListener('ended', () => void this.setEnabled(false));
      this.#stream = stream;
      await this.#sender?.replaceTrack(track);
      this.#options.onChange();
    } catch (error) {
      this.#wanted = false;
      throw toMediaError(error, 'screen');
    }
  }

  async #end(): Promise<void> {
    this.#release();
    await this.#sender?.replaceTrack(null);
    this.#options.onChange();
  }

  #release(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }
}
