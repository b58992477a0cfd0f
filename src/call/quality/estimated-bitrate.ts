import type { LineSample } from './line-sample.js';

/** Packets that wait so much longer than they need, or so many lost ones, say that less must be sent. */
const CONGESTED_QUEUE_MS = 200;
const CONGESTED_LOSS = 0.1;
/** After so long without either it is tried with more. */
const CLEAN_MS = 3_000;
const DECREASE = 0.5;
const INCREASE = 1.5;
const MIN_BITRATE = 40_000;

/**
 * What the line carries, where the browser does not say (Firefox 153): less at each sign of congestion, more after a time
 * without (RFC 5681, "additive increase, multiplicative decrease", here both multiplied, because a line is found sooner).
 */
export class EstimatedBitrate {
  readonly #max: number;
  #bitrate: number;
  #changedAtMs = -Infinity;

  /** @param max the most that is ever sent, in bit/s: where it begins */
  constructor(max: number) {
    this.#max = max;
    this.#bitrate = max;
  }

  /** So much is tried now: there will be signs of congestion if it is too much. */
  tryOut(bitrate: number): void {
    this.#bitrate = Math.max(this.#bitrate, Math.min(this.#max, bitrate));
  }

  /** @returns what the line carries, in bit/s */
  add({ atMs, availableBitrate, audioLoss, videoLoss }: LineSample, queueMs: number): number {
    if (availableBitrate !== null) return availableBitrate;
    const loss = Math.max(audioLoss ?? 0, videoLoss ?? 0);
    const isCongested = queueMs > CONGESTED_QUEUE_MS || loss > CONGESTED_LOSS;
    const waitMs = isCongested ? CLEAN_MS / 3 : CLEAN_MS;
    if (atMs - this.#changedAtMs >= waitMs) {
      this.#changedAtMs = atMs;
      const changed = this.#bitrate * (isCongested ? DECREASE : INCREASE);
      this.#bitrate = Math.min(this.#max, Math.max(MIN_BITRATE, changed));
    }
    return this.#bitrate;
  }
}
