import type { Clock } from '../../internal/clock.js';

// Nobody is called more often than this by people. A flood of invitations gets no replies, each of which would cost.
const MAX_INVITES = 20;
const WINDOW_MS = 10_000;

/** Limits how many invitations are read. The rest of a flood is dropped without a reply. */
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
