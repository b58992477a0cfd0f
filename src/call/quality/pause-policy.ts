import type { LineSample } from './line-sample.js';

/** Video is paused when the line carries no more than this, in bit/s, and packets wait so long. The voice needs 55,000. */
const PAUSE_BITRATE = 130_000;
const PAUSE_QUEUE_MS = 100;
/** Or when next to nothing is left for it, whatever packets do. */
const HOPELESS_BITRATE = 50_000;
/** For so long: one look may be wrong. */
const PAUSE_AFTER_MS = 400;
/**
 * A screen comes in bursts: a page of text has more than a megabit, nothing follows while it is read. On a line of 500 kbit/s
 * that is seconds in which packets wait, and then it is there.
 */
const BURST_MS = 8_000;
/**
 * What the line carries has fallen to this share within so long: a jam. Each second of it makes the receiver's sound later
 * for the next ten (NetEq remembers 5 % of half a minute), so all video that waits is thrown away at once, for so long.
 */
const JAM = 0.35;
const JAM_WITHIN_MS = 3_000;
const CUT_MS = 1_000;
/** A call that has just begun has too few figures for that. */
const SETTLED_MS = 6_000;
/**
 * Browsers take random loss for a thin line. But then packets do not wait: if none has within so long, which is enough for
 * a round trip to be measured, video goes on as well as it can.
 */
const LOSSY = 0.03;
const LOSSY_AFTER_MS = 3_000;
/** After so long video is tried again, later once that has failed; later still if it has come back twice without lasting. */
const TRY_AFTER_MS = 6_000;
const TRY_AGAIN_MS = 8_000;
const TRY_LATER_MS = 20_000;
const MAX_BRIEF = 2;
const LASTING_MS = 20_000;
/** From here on it does not matter how much the line carries. */
const GUESSED_BITRATE = 300_000;
/** However a line flaps, people are told of no more changes than this in a minute. */
const MAX_TOLD = 6;
const TOLD_WITHIN_MS = 60_000;
/**
 * A probe, and the trial after it, succeed when the line carries so much after a while, and packets do not wait. A probe is a
 * few packets in a row, which a buffer on the way may take in: it finds out that a line is still thin, but not that it is good.
 * Of Firefox 153 it is not known by then what its encoder may use: there, all that counts in a probe is that nothing waits.
 */
const PROBE_MS = 3_000;
const PROBE_AT_LEAST_MS = 1_500;
const TRIAL_MS = 4_000;
const TRIAL_AT_LEAST_MS = 3_000;
const RESUME_BITRATE = 200_000;
/** Or enough for the voice and the video that both sides allow, where that is less. */
const VOICE_BITRATE = 60_000;
/** Or most of that video, where no more than video is known to be carried (Firefox 153). */
const ESTIMATED_SHARE = 0.9;
/** It has failed at once when packets wait so long. */
const FAILED_QUEUE_MS = 200;

/**
 * What is done with video. `cut`: nothing is sent for a moment, after a jam; `paused`: nothing; `probe`: next to nothing, so
 * that the browser finds out what the line carries; `trial`: a little, to see whether that is so.
 */
export type PauseState = 'sending' | 'cut' | 'paused' | 'probe' | 'trial';

const isTried = (state: PauseState) => state === 'probe' || state === 'trial';

/** Decides when video gives way to the voice, and when it comes back. */
export class PausePolicy {
  #state: PauseState = 'sending';
  #sinceMs = -Infinity;
  #heldSinceMs = -Infinity;
  #sendingSinceMs = -Infinity;
  #badSinceMs: number | null = null;
  /** How often in a row video has come back without lasting. */
  #briefCount = 0;
  /** Since it was last sent, it has been tried in vain. */
  #hasFailed = false;
  #isTold = false;
  /** When people were told of a change lately. */
  #toldAtMs: number[] = [];
  #firstAtMs: number | null = null;
  #route = '';
  /** The longest that packets have waited since video was not sent as it should. */
  #longestQueueMs = 0;
  /** Packets are lost, but do not wait. */
  #isLossy = false;
  /** What the line carried lately, and when. */
  #recent: { readonly atMs: number; readonly bitrate: number }[] = [];

  get state(): PauseState {
    return this.#state;
  }

  /** Whether people are told that there is no picture. A moment without, and a trial that may fail, are not worth a word. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Packets are lost, but do not wait. */
  get isLossy(): boolean {
    return this.#isLossy;
  }

  /** There is no video at this time: what is being tried is tried anew when there is. */
  wait(atMs: number): void {
    if (isTried(this.#state) || this.#state === 'cut') this.#sinceMs = atMs;
  }

  /**
   * @param line what the line carries
   * @param queueMs how long packets wait
   * @param maxBitrate the most that video may take
   * @param hasScreen a screen is sent
   */
  next(
    sample: LineSample,
    line: number,
    queueMs: number,
    maxBitrate = Infinity,
    hasScreen = false,
  ): PauseState {
    const { atMs, audioLoss, videoLoss, video } = sample;
    this.#firstAtMs ??= atMs;
    if (sample.route !== this.#route) {
      // What the browser takes another way for begins anew: that it is less is no jam.
      this.#route = sample.route;
      this.#recent = [];
      this.#firstAtMs = atMs;
      this.#heldSinceMs = atMs;
      this.#longestQueueMs = 0;
      this.#isLossy = false;
    }
    // What is never sent does not show whether the line carries it: the browser's guesses go up and down there.
    const bitrate = Math.min(line, Math.max(maxBitrate, GUESSED_BITRATE));
    const isJam = this.#isJam(atMs, bitrate) && !hasScreen;
    const enough = enoughFor(maxBitrate, video !== null);
    const isCongested = bitrate < PAUSE_BITRATE && queueMs > PAUSE_QUEUE_MS;
    const isThin = isCongested || bitrate < Math.min(HOPELESS_BITRATE, enough);
    const patienceMs = hasScreen ? BURST_MS : PAUSE_AFTER_MS;
    const forMs = atMs - this.#sinceMs;
    this.#longestQueueMs = Math.max(this.#longestQueueMs, queueMs);
    if (queueMs > PAUSE_QUEUE_MS) this.#isLossy = false;
    const isLost = Math.max(audioLoss ?? 0, videoLoss ?? 0) >= LOSSY;
    const isOnlyLossy = isLost && this.#longestQueueMs < PAUSE_QUEUE_MS;
    if (this.#state !== 'sending' && isOnlyLossy) {
      if (atMs - this.#heldSinceMs >= LOSSY_AFTER_MS && this.#mayReturn(atMs)) {
        this.#isLossy = true;
        this.#move('sending', atMs);
      }
    }
    switch (this.#state) {
      case 'sending':
        if (this.#isLossy) break;
        if (isJam) this.#move('cut', atMs);
        else if (this.#isBadFor(patienceMs, isThin, atMs)) this.#move('paused', atMs);
        break;
      case 'cut': {
        // Firefox 153 does not say what is left of the line: there a trial costs the voice more than a probe.
        const afterCut = video === null ? 'trial' : 'probe';
        if (forMs >= CUT_MS) this.#move(bitrate < PAUSE_BITRATE ? 'paused' : afterCut, atMs);
        break;
      }
      case 'paused':
        if (forMs >= this.#waitMs && this.#mayReturn(atMs)) this.#move('probe', atMs);
        break;
      case 'probe':
      case 'trial': {
        const isProbe = this.#state === 'probe';
        const isClear = bitrate >= enough && queueMs < PAUSE_QUEUE_MS;
        // Firefox sends far more than it thinks that it may, while the encoder's pictures can't be any worse.
        const isTooMuch =
          (video !== null || !isProbe) && !isOnlyLossy && bitrate < Math.min(PAUSE_BITRATE, enough);
        const hasFailed = (queueMs > FAILED_QUEUE_MS || isTooMuch) && forMs >= CUT_MS;
        const atLeastMs = isProbe ? PROBE_AT_LEAST_MS : TRIAL_AT_LEAST_MS;
        const atMostMs = isProbe ? PROBE_MS : TRIAL_MS;
        if (forMs >= atLeastMs && isClear) this.#move(isProbe ? 'trial' : 'sending', atMs);
        else if (hasFailed || forMs >= atMostMs) this.#move('paused', atMs);
      }
    }
    return this.#state;
  }

  get #waitMs(): number {
    if (this.#briefCount >= MAX_BRIEF) return TRY_LATER_MS;
    return this.#hasFailed ? TRY_AGAIN_MS : TRY_AFTER_MS;
  }

  /** Whether people may be told that video is back, and after that that it is not. */
  #mayReturn(atMs: number): boolean {
    this.#toldAtMs = this.#toldAtMs.filter((each) => atMs - each < TOLD_WITHIN_MS);
    return this.#toldAtMs.length <= MAX_TOLD - 2;
  }

  #isJam(atMs: number, bitrate: number): boolean {
    const recent = this.#recent.filter((one) => atMs - one.atMs < JAM_WITHIN_MS);
    this.#recent = [...recent, { atMs, bitrate }];
    const isSettled = atMs - (this.#firstAtMs ?? atMs) >= SETTLED_MS;
    return isSettled && bitrate < JAM * Math.max(...this.#recent.map((one) => one.bitrate));
  }

  #isBadFor(ms: number, isThin: boolean, atMs: number): boolean {
    if (!isThin) this.#badSinceMs = null;
    else this.#badSinceMs ??= atMs;
    return this.#badSinceMs !== null && atMs - this.#badSinceMs >= ms;
  }

  #move(state: PauseState, atMs: number): void {
    if (state === 'paused' && !this.#isTold) {
      this.#isTold = true;
      this.#toldAtMs.push(atMs);
      this.#briefCount = atMs - this.#sendingSinceMs < LASTING_MS ? this.#briefCount + 1 : 0;
    } else if (state === 'sending') {
      if (this.#isTold) {
        this.#sendingSinceMs = atMs;
        this.#toldAtMs.push(atMs);
      }
      this.#isTold = false;
      this.#recent = [];
    }
    this.#hasFailed = state !== 'sending' && (this.#hasFailed || isTried(this.#state));
    if (this.#state === 'sending') {
      this.#heldSinceMs = atMs;
      this.#longestQueueMs = 0;
    }
    this.#state = state;
    this.#sinceMs = atMs;
    this.#badSinceMs = null;
  }
}

/** @param isEstimated by what the encoder may use, which is never more than `maxBitrate` */
function enoughFor(maxBitrate: number, isEstimated: boolean): number {
  return Math.min(
    RESUME_BITRATE,
    isEstimated ? maxBitrate * ESTIMATED_SHARE : maxBitrate + VOICE_BITRATE,
  );
}
