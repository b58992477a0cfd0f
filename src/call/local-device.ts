/** A microphone or a camera: the track it gives, and the sender that takes it to the peer. */
export class LocalDevice {
  readonly #mutes: 'by-disabling' | 'by-stopping';
  readonly #onEnded: () => void;
  #track: MediaStreamTrack | null = null;
  #isOwned = true;
  #isOn: boolean;
  #sender: RTCRtpSender | null = null;
  #listeners = new AbortController();

  /**
   * @param mutes a microphone is muted by disabling its track, which is instant; a camera is stopped, which puts its
   * light out
   * @param onEnded the device went away by itself
   */
  constructor(mutes: 'by-disabling' | 'by-stopping', isOn: boolean, onEnded: () => void) {
    this.#mutes = mutes;
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

  /** Whether the device is on and gives media. */
  get isLive(): boolean {
    return this.#isOn && this.#track !== null && this.#track.readyState === 'live';
  }

  /** Whether turning it on needs the device to be opened first. */
  get needsOpening(): boolean {
    return this.#track === null || this.#track.readyState === 'ended';
  }

  /** Sends its track through `sender` from now on. */
  async connect(sender: RTCRtpSender | null): Promise<void> {
    this.#sender = sender;
    await this.#send();
  }

  /** Takes a freshly opened track in place of the present one. */
  async adopt(track: MediaStreamTrack, isOwned = true): Promise<void> {
    this.#release();
    this.#track = track;
    this.#isOwned = isOwned;
    this.#listeners = new AbortController();
    track.addEventListener('ended', () => this.#onEnded(), { signal: this.#listeners.signal });
    this.#apply();
    await this.#send();
  }

  /** Notes that it is to be on or off. `settle` carries it out. */
  want(isOn: boolean): void {
    this.#isOn = isOn;
    this.#apply();
  }

  /** Brings the sender in line with what is wanted. */
  async settle(): Promise<void> {
    if (!this.#isOn && this.#mutes === 'by-stopping' && this.#isOwned) this.#release();
    await this.#send();
  }

  stop(): void {
    this.#isOn = false;
    this.#release();
    this.#sender = null;
  }

  #apply(): void {
    if (this.#track !== null) this.#track.enabled = this.#isOn;
  }

  #release(): void {
    this.#listeners.abort();
    if (this.#isOwned) this.#track?.stop();
    this.#track = null;
  }

  async #send(): Promise<void> {
    const isSent = this.#mutes === 'by-disabling' || this.#isOn;
    const track = isSent ? this.#track : null;
    if (this.#sender !== null && this.#sender.track !== track) {
      await this.#sender.replaceTrack(track);
    }
  }
}
