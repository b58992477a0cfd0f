import type { PlannedLimit } from '../terms/call-report.js';
import type { PauseReason } from '../terms/media-state.js';
import type { MediaSender } from './media-sender.js';

/** A microphone, a camera or a screen: the track it gives, and the sender that takes it to the peer. */
export class LocalDevice {
  readonly #mutesByDisabling: boolean;
  readonly #onEnded: () => void;
  readonly #onMute: () => void;
  #track: MediaStreamTrack | null = null;
  #isOwned = true;
  /** Whether the app's own track was enabled before the call. */
  #wasEnabled = true;
  #isOn: boolean;
  /** Why it is not sent although it is on. */
  #held: PauseReason | null = null;
  /** Whether the system has muted it for longer than a moment. */
  isInterrupted = false;
  #sender: MediaSender | null = null;
  /** The track that the sender was given last. Its own `track` still shows the previous one for a moment. */
  #sent: MediaStreamTrack | null = null;
  #listeners = new AbortController();
  // One operation after the other: two at once would compete for the device.
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param mutesByDisabling a microphone is muted by disabling its track, which is instant; a camera is stopped, which
   * puts its light out
   * @param isOn whether it is meant to be on from the start
   * @param onEnded the track has ended by itself, because the device was unplugged for example
   * @param onMute the system has muted or unmuted the track, as iOS does for a telephone call
   */
  constructor(mutesByDisabling: boolean, isOn: boolean, onEnded: () => void, onMute: () => void) {
    this.#mutesByDisabling = mutesByDisabling;
    this.#isOn = isOn;
    this.#onEnded = onEnded;
    this.#onMute = onMute;
  }

  /** Whether it should be on. It may still be opening. */
  get isOn(): boolean {
    return this.#isOn;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  get hasLiveTrack(): boolean {
    return this.#track?.readyState === 'live';
  }

  /** Whether it delivers sound or pictures to the peer. */
  get isLive(): boolean {
    return this.#isOn && this.hasLiveTrack && this.#track?.muted === false && !this.#held;
  }

  /** Why it is on but not sent; `null` where it is sent, or off. */
  get paused(): PauseReason | null {
    if (!this.#isOn || !this.hasLiveTrack) return null;
    return this.isInterrupted ? 'system' : this.#held;
  }

  /** Whether the call has opened it, and not the app. */
  get isOwned(): boolean {
    return this.#isOwned;
  }

  /** What its sender knows of it; `null` where it is not sent, or the connection is closed. */
  async sourceStats(): Promise<RTCStatsReport | null> {
    return (await this.#sender?.getStats().catch(() => null)) ?? null;
  }

  /** What keeps more of it from being sent, as far as the call does; `null`: nothing that is known. */
  get limitedBy(): PlannedLimit | null {
    return this.#sender?.limitedBy ?? null;
  }

  /** Runs an operation when those before it are done. */
  run(operation: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(operation);
    // The queue goes on after a failure; the caller has it in `result`.
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Sends its track through `sender` from now on. */
  connect(sender: MediaSender | null): void {
    this.#sender = sender;
    this.#sent = null;
    this.settle();
  }

  /** Takes a freshly opened track in place of the present one. */
  adopt(track: MediaStreamTrack, isOwned: boolean): void {
    this.release();
    this.#track = track;
    this.#isOwned = isOwned;
    this.#wasEnabled = track.enabled;
    // An app that passes in a disabled track wants it that way: nothing is sent until it is turned on.
    if (!isOwned && !track.enabled) this.#isOn = false;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    track.addEventListener('ended', () => this.#onEnded(), { signal });
    track.addEventListener('mute', () => this.#onMute(), { signal });
    track.addEventListener('unmute', () => this.#onMute(), { signal });
    track.enabled = this.#isOn;
    this.settle();
  }

  /** Sets whether it should be on. Its track is enabled or disabled at once; the rest is done by `settle`. */
  want(isOn: boolean): void {
    this.#isOn = isOn;
    if (this.#track !== null) this.#track.enabled = isOn;
  }

  /** Stops sending for this reason, with the device open: the self-view goes on. `null`: it is sent again. Returns whether that is news. */
  hold(reason: PauseReason | null): boolean {
    if (this.#held === reason) return false;
    this.#held = reason;
    this.#activate();
    return true;
  }

  /** Brings track and sender into the state that is wanted. */
  settle(): void {
    const isSent = this.#isOn || this.#mutesByDisabling;
    if (!isSent && this.#isOwned) this.release();
    const track = isSent ? this.#track : null;
    const sender = this.#sender;
    if (sender === null || this.#sent === track) return;
    this.#sent = track;
    // Not awaited: if the connection is closed meanwhile, the promise rejects or never settles (W3C WebRTC,
    // "replaceTrack"), and then the track is not needed.
    sender.replaceTrack(track).catch(() => undefined);
    this.#activate();
  }

  #activate(): void {
    this.#sender?.setActive(this.#sent !== null && !this.#held);
  }

  /** Stops the track, unless it is the app's own. */
  stop(): void {
    if (this.#isOwned) this.#track?.stop();
  }

  /** Releases the track. The app's own gets back the state that it had before the call, unless the app has changed it. */
  release(): void {
    this.#listeners.abort();
    this.stop();
    if (!this.#isOwned && this.#track?.enabled === this.#isOn) {
      this.#track.enabled = this.#wasEnabled;
    }
    this.#track = null;
  }
}
