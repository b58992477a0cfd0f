import type { Clock } from '../../internal/clock.js';

// A person is not called more often than this; a flood of invitations costs nobody a reply.
const MAX_INVITES = 20;
const WINDOW_MS = 10_000;

/** Bounds how many invitations are looked at, so that a flood is dropped unread and unanswered. */
export class InviteBudget {
  readonly #clock: Clock;
  #windowStart = -Infinity;
  #spent = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one invitation from the budget; `false` if it is used up for now. */
  spend(): boolean {
    const now = this.#clock.now();
    if (now - this.#windowStart >= WINDOW_MS) {
      this.#windowStart = now;
      this.#spent = 0;
    }
    this.#spent += 1;
    return this.#spent <= MAX_INVITES;
  }
}
