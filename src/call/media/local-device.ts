/** A microphone, a camera or a screen: the track it gives, and the sender that takes it to the peer. */
export class LocalDevice {
  readonly #mutesByDisabling: boolean;
  readonly #onEnded: () => void;
  readonly #onMute: () => void;
  #track: MediaStreamTrack | null = null;
  #isOwned = true;
  /** How the app had its own track before the call. */
  #wasEnabled = true;
  #isOn: boolean;
  #sender: RTCRtpSender | null = null;
  /** What the sender was given last; its own `track` still shows the one before. */
  #sent: MediaStreamTrack | null = null;
  /** Changes of the sender's parameters, one after the other: each has to begin with what the one before has left. */
  #tuning: Promise<unknown> = Promise.resolve();
  #listeners = new AbortController();
  // One operation after the other: two at once would fight for the hardware.
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param mutesByDisabling a microphone is muted by disabling its track, which is instant; a camera is stopped, which
   * puts its light out
   * @param isOn whether it is meant to be on from the start
   * @param onEnded the device went away by itself
   * @param onMute the system has silenced it or lets it go on, as iOS does for a telephone call
   */
  constructor(mutesByDisabling: boolean, isOn: boolean, onEnded: () => void, onMute: () => void) {
    this.#mutesByDisabling = mutesByDisabling;
    this.#isOn = isOn;
    this.#onEnded = onEnded;
    this.#onMute = onMute;
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

  /** Whether anything comes from it. */
  get isLive(): boolean {
    return this.#isOn && this.hasLiveTrack && this.#track?.muted === false;
  }

  /** Runs an operation when those before it are done. */
  run(operation: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(operation);
    // The queue goes on after a failure; the caller has it in `result`.
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Sends its track through `sender` from now on. */
  connect(sender: RTCRtpSender | null): void {
    this.#sender = sender;
    this.#sent = null;
    // What the one before is about may never come to an end.
    this.#tuning = Promise.resolve();
    this.settle();
  }

  /** Takes a freshly opened track in place of the present one. */
  adopt(track: MediaStreamTrack, isOwned: boolean): void {
    this.release();
    this.#track = track;
    this.#isOwned = isOwned;
    this.#wasEnabled = track.enabled;
    // An app that hands over a muted track means it: nothing is heard or seen before it is turned on.
    if (!isOwned && !track.enabled) this.#isOn = false;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    track.addEventListener('ended', () => this.#onEnded(), { signal });
    track.addEventListener('mute', () => this.#onMute(), { signal });
    track.addEventListener('unmute', () => this.#onMute(), { signal });
    track.enabled = this.#isOn;
    this.settle();
  }

  /** Notes that it is to be on or off; a microphone obeys at once, the rest is for `settle`. */
  want(isOn: boolean): void {
    this.#isOn = isOn;
    if (this.#track !== null) this.#track.enabled = isOn;
  }

  /** Brings track and sender in line with what is wanted. */
  settle(): void {
    const isSent = this.#isOn || this.#mutesByDisabling;
    if (!isSent && this.#isOwned) this.release();
    const track = isSent ? this.#track : null;
    const sender = this.#sender;
    if (sender === null || this.#sent === track) return;
    this.#sent = track;
    // Nothing waits for it: of a connection that is closed meanwhile it rejects, or never settles at all (W3C WebRTC,
    // "replaceTrack"), and then nobody needs the track.
    sender.replaceTrack(track).catch(() => undefined);
    this.#tuning = this.#tuning.then(() => this.#activate(sender)).catch(() => undefined);
  }

  /** Firefox 153 goes on to send the last picture, once a second, unless an encoding without a track is inactive. */
  async #activate(sender: RTCRtpSender): Promise<void> {
    const isActive = this.#sent !== null;
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding || encoding.active === isActive) return;
    encoding.active = isActive;
    await sender.setParameters(parameters);
  }

  /** Stops the track, unless it is the app's own. */
  stop(): void {
    if (this.#isOwned) this.#track?.stop();
  }

  /** Lets go of the track; the app's own is left as it was before the call, or as the app has changed it since. */
  release(): void {
    this.#listeners.abort();
    this.stop();
    if (!this.#isOwned && this.#track?.enabled === this.#isOn) {
      this.#track.enabled = this.#wasEnabled;
    }
    this.#track = null;
  }
}
