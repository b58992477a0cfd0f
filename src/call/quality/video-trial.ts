import type { LineSample } from './line-sample.js';
import type { PauseState } from './pause-policy.js';
import { START_LINES, type VideoPlan } from './sending-plan.js';

/**
 * What a probe sends. Browsers fill up what is missing with packets of their own, a few at a time: the pictures are there for
 * that alone, and each byte of them is one that the voice waits for if the line is still thin. People see them only where the
 * browser does not say what a jam has left of the line (Firefox 153), for as long as the probe lasts.
 */
const PROBE = { lines: 45, maxFramerate: 5, preference: 'maintain-framerate' } as const;
const TRIAL = { ...PROBE, lines: START_LINES, maxFramerate: 15 } as const;
/** As long as nobody sees them. */
const UNSEEN_TRIAL = { ...TRIAL, lines: 120 } as const;
/**
 * Of a browser that sends its pictures however bad the line, and queues up what it can't send: on 60 kbit/s, one second of
 * 120 lines kept Firefox 153 sending for another four.
 */
const CAREFUL_TRIAL = { ...TRIAL, lines: 90, maxFramerate: 10 } as const;

const TRIALS = { seen: TRIAL, unseen: UNSEEN_TRIAL, careless: CAREFUL_TRIAL } as const;
export type TrialKind = keyof typeof TRIALS;

/** What a probe and a trial may send, in bit/s. */
const TRIED_BITRATE = 300_000;
/** A trial begins with so much, and each step adds as much: what is too much shows early. */
const STEP_BITRATE = 100_000;
const STEP_MS = 800;
/** So long a probe has to be to say something of the encoder. */
const JUDGED_MS = 1_000;

/** How little video is sent to find out whether the line carries it again. */
export class VideoTrial {
  #state: PauseState = 'sending';
  #sinceMs = -Infinity;
  #encodedBefore = 0;
  /** An encoder in hardware may refuse pictures that are smaller than it likes, and without one there is no probe. */
  #isTooSmall = false;

  /**
   * @param kind `seen`: people see these pictures; `careless`: the browser sends them however bad the line
   * @param maxBitrate the most that video may take, in bit/s
   */
  next(state: PauseState, sample: LineSample, kind: TrialKind, maxBitrate: number): VideoPlan {
    const { atMs, encodedPictures } = sample;
    if (state !== this.#state) {
      const isLong = this.#state === 'probe' && atMs - this.#sinceMs >= JUDGED_MS;
      // If the larger ones don't come either, there is another reason: a camera that the system has muted.
      if (isLong && encodedPictures === this.#encodedBefore) this.#isTooSmall = !this.#isTooSmall;
      this.#sinceMs = atMs;
      this.#encodedBefore = encodedPictures;
    }
    this.#state = state;
    const probe = this.#isTooSmall ? { ...PROBE, lines: START_LINES } : PROBE;
    const steps = 1 + Math.floor((atMs - this.#sinceMs) / STEP_MS);
    // Each change of a sender makes what Firefox 153 receives stand for a moment, and its pictures are few enough.
    const isStepped = state === 'trial' && kind !== 'careless';
    const bitrate = isStepped ? steps * STEP_BITRATE : TRIED_BITRATE;
    return {
      ...(state === 'probe' ? probe : TRIALS[kind]),
      maxBitrate: Math.min(bitrate, TRIED_BITRATE, maxBitrate),
      flow: state === 'probe' || state === 'trial' ? 'trial' : 'stopped',
    };
  }
}

/** The most that is tried, in bit/s. */
export const triedBitrate = (maxBitrate: number) => Math.min(TRIED_BITRATE, maxBitrate);
