import type { LineSample } from './line-sample.js';

/**
 * For so long, and up to twice that, the shortest time is remembered: a way may become longer without being another
 * (a telephone that moves). Longer than packets wait on any line without a pause: video that is paused lets them go.
 */
const REMEMBERED_MS = 60_000;

/** Finds out how long packets wait on their way: the round trip time beyond the shortest that this way has had lately. */
export class QueueWatch {
  #route: string | null = null;
  #sinceMs = -Infinity;
  #shortestMs = Infinity;
  /** In the span of time before this one. */
  #previousMs = Infinity;

  /** @returns how long packets wait now, in milliseconds; 0 where it is not known */
  add({ atMs, roundTripMs, route }: LineSample): number {
    const isOther = route !== this.#route;
    if (isOther || atMs - this.#sinceMs >= REMEMBERED_MS) {
      this.#previousMs = isOther ? Infinity : this.#shortestMs;
      this.#shortestMs = Infinity;
      this.#sinceMs = atMs;
      this.#route = route;
    }
    if (roundTripMs === null) return 0;
    this.#shortestMs = Math.min(this.#shortestMs, roundTripMs);
    return roundTripMs - Math.min(this.#shortestMs, this.#previousMs);
  }
}
