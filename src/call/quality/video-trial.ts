import type { PauseState } from './pause-policy.js';
import { START_LINES, type VideoPlan } from './sending-plan.js';

/**
 * What a probe sends. Browsers fill up what is missing with packets of their own, a few at a time: the pictures are there for
 * that alone, and each byte of them is one that the voice waits for if the line is still thin.
 */
const PROBE = { lines: 45, maxFramerate: 5, preference: 'maintain-framerate' } as const;
const TRIAL = { ...PROBE, lines: START_LINES, maxFramerate: 15 } as const;
/** As long as nobody sees them, and for browsers that send their pictures however bad the line (Firefox 153). */
const SMALL_TRIAL = { ...TRIAL, lines: 120 } as const;

/** What a probe and a trial may send, in bit/s. */
const TRIED_BITRATE = 300_000;
/** A trial begins with so much, and each step adds as much: what is too much shows early. */
const STEP_BITRATE = 100_000;
const STEP_MS = 800;

/** How little video is sent to find out whether the line carries it again. */
export class VideoTrial {
  #state: PauseState = 'sending';
  #sinceMs = -Infinity;

  /**
   * @param isSeen people see these pictures
   * @param maxBitrate the most that video may take, in bit/s
   */
  next(state: PauseState, atMs: number, isSeen: boolean, maxBitrate: number): VideoPlan {
    if (state !== this.#state) this.#sinceMs = atMs;
    this.#state = state;
    const steps = 1 + Math.floor((atMs - this.#sinceMs) / STEP_MS);
    const bitrate = state === 'trial' ? steps * STEP_BITRATE : TRIED_BITRATE;
    const pictures = isSeen ? TRIAL : SMALL_TRIAL;
    return {
      ...(state === 'probe' ? PROBE : pictures),
      maxBitrate: Math.min(bitrate, TRIED_BITRATE, maxBitrate),
      flow: state === 'probe' || state === 'trial' ? 'trial' : 'stopped',
    };
  }
}

/** The most that is tried, in bit/s. */
export const triedBitrate = (maxBitrate: number) => Math.min(TRIED_BITRATE, maxBitrate);
