import type { Clock } from '../../internal/clock.js';

const MAX_DECLINES = 3;
const WINDOW_MS = 10 * 60_000;

/**
 * Keeps strangers from ringing again and again: once three of their calls have been declined within ten minutes, no other
 * rings. All strangers count as one, because whoever reconnects has another address.
 */
export class DeclineLimit {
  readonly #clock: Clock;
  #declinedAtMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The user has declined a stranger's call. */
  declined(): void {
    this.#declinedAtMs = [...this.#recent, this.#clock.now()].slice(-MAX_DECLINES);
  }

  /** Whether strangers must not ring now. */
  get isReached(): boolean {
    return this.#recent.length >= MAX_DECLINES;
  }

  get #recent(): number[] {
    const now = this.#clock.now();
    return this.#declinedAtMs.filter((atMs) => now - atMs < WINDOW_MS);
  }
}
