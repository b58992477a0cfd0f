/** A microphone, a camera or a screen: the track it gives, and the sender that takes it to the peer. */
export class LocalDevice {
  readonly #mutesByDisabling: boolean;
  readonly #onEnded: () => void;
  #track: MediaStreamTrack | null = null;
  #isOwned = true;
  #isOn: boolean;
  #sender: RTCRtpSender | null = null;
  #listeners = new AbortController();
  // One operation after the other: two at once would fight for the hardware.
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param mutesByDisabling a microphone is muted by disabling its track, which is instant; a camera is stopped, which
   * puts its light out
   * @param isOn whether it is meant to be on from the start
   * @param onEnded the device went away by itself
   */
  constructor(mutesByDisabling: boolean, isOn: boolean, onEnded: () => void) {
    this.#mutesByDisabling = mutesByDisabling;
    this.#isOn = isOn;
    this.#onEnded = onEnded;
  }

  /** Whether it is meant to be on; it may still be opening. */
  get isOn(): boolean {
    return this.#isOn;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  get hasLiveTrack(): boolean {
    return this.#track?.readyState === 'live';
  }

  /** Runs an operation when those before it are done. */
  run(operation: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(operation);
    // The queue goes on after a failure; the caller has it in `result`.
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Sends its track through `sender` from now on. */
  async connect(sender: RTCRtpSender | null): Promise<void> {
    this.#sender = sender;
    await this.settle();
  }

  /** Takes a freshly opened track in place of the present one. */
  async adopt(track: MediaStreamTrack, isOwned: boolean): Promise<void> {
    this.release();
    this.#track = track;
    this.#isOwned = isOwned;
    this.#listeners = new AbortController();
    track.addEventListener('ended', () => this.#onEnded(), { signal: this.#listeners.signal });
    track.enabled = this.#isOn;
    await this.settle();
  }

  /** Notes that it is to be on or off; a microphone obeys at once, the rest is for `settle`. */
  want(isOn: boolean): void {
    this.#isOn = isOn;
    if (this.#track !== null) this.#track.enabled = isOn;
  }

  /** Brings track and sender in line with what is wanted. */
  async settle(): Promise<void> {
    const isSent = this.#isOn || this.#mutesByDisabling;
    if (!isSent && this.#isOwned) this.release();
    const track = isSent ? this.#track : null;
    if (this.#sender !== null && this.#sender.track !== track) {
      await this.#sender.replaceTrack(track);
    }
  }

  /** Stops the track, unless it is the app's own. */
  release(): void {
    this.#listeners.abort();
    if (this.#isOwned) this.#track?.stop();
    this.#track = null;
  }

  stop(): void {
    this.#isOn = false;
    this.release();
    this.#sender = null;
  }
}
