import type { LineSample } from './line-sample.js';

/** Finds out how long packets wait on their way: the round trip time beyond the shortest that this way has had. */
export class QueueWatch {
  #route: string | null = null;
  #shortestMs = Infinity;

  /** @returns how long packets wait now, in milliseconds; 0 where it is not known */
  add({ roundTripMs, route }: LineSample): number {
    if (route !== this.#route) {
      this.#route = route;
      this.#shortestMs = Infinity;
    }
    if (roundTripMs === null) return 0;
    this.#shortestMs = Math.min(this.#shortestMs, roundTripMs);
    return roundTripMs - this.#shortestMs;
  }
}
