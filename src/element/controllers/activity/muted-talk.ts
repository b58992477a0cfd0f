/** −35 dB: louder than a voice from the next room, and than most keyboards. */
const TALK_LEVEL = 0.018;
/** How much of the last moments must have been loud: words come one after the other, a cough does not. */
const RECENT_MS = 2_500;
const LOUD_LOOKS = 4;
/** How long it is said after the last word. */
const HOLD_MS = 3_000;

/**
 * Notices that somebody speaks who has the microphone off. Nothing of it is sent or kept: of a copy of the track only the loudness
 * is read, in this page.
 *
 * A call keeps a microphone that is off open, with its track disabled, and so do the browsers: its light stays on (Chromium;
 * Firefox as it comes, `media.getusermedia.microphone.off_while_disabled.enabled`). So the copy changes nothing of
 * that. Where that is not known nobody listens: in Safari.
 */
export class MutedTalk {
  #original: MediaStreamTrack | null = null;
  #copy: MediaStreamTrack | null = null;
  #loudMs: number[] = [];
  #isHeard = false;

  get isHeard(): boolean {
    return this.#isHeard;
  }

  /** @param track that is off; `null`: there is none. Returns what to measure */
  listenTo(track: MediaStreamTrack | null): MediaStreamTrack | null {
    const isLive = track?.readyState === 'live' && keepsDeviceOpen();
    if (isLive && track === this.#original) return this.#copy;
    this.stop();
    if (!isLive) return null;
    this.#original = track;
    this.#copy = track.clone();
    this.#copy.enabled = true;
    return this.#copy;
  }

  /** @returns whether `isHeard` has changed */
  note(level: number, nowMs: number): boolean {
    // A microphone that the call has let go of is let go of here, too. Scripts hear of no `ended` of their own doing.
    if (this.#original && this.#original.readyState !== 'live') this.stop();
    if (this.#copy && level >= TALK_LEVEL) this.#loudMs.push(nowMs);
    const loudMs = this.#loudMs.filter((ms) => nowMs - ms < Math.max(RECENT_MS, HOLD_MS));
    this.#loudMs = loudMs;
    const recent = loudMs.filter((ms) => nowMs - ms < RECENT_MS).length;
    const isHeard = this.#isHeard ? loudMs.length > 0 : recent >= LOUD_LOOKS;
    if (isHeard === this.#isHeard) return false;
    this.#isHeard = isHeard;
    return true;
  }

  stop(): void {
    this.#copy?.stop();
    this.#original = this.#copy = null;
    this.#loudMs = [];
    // `isHeard` is for `note` to change: it tells of it.
  }
}

/** Chromium has the one name, Firefox the other; neither closes the microphone of a track that is disabled. */
function keepsDeviceOpen(): boolean {
  return 'userAgentData' in navigator || 'mozGetUserMedia' in navigator;
}
