/** How long a user may take to see that another name stands beside the button now. */
const NOTICE_MS = 500;

/**
 * Where one caller takes the place of another, a finger on its way to "Answer" means the one before. Presses are
 * compared by their own times: one that has waited in the queue may be older than the call that it would answer.
 */
export class AnswerGuard {
  #lastRangAt = -Infinity;
  #swappedAt = -Infinity;

  /** A call that rang here does so no more. */
  stoppedRinging(now: number): void {
    this.#lastRangAt = now;
  }

  /** A call rings here. */
  rings(now: number): void {
    if (now - this.#lastRangAt < NOTICE_MS) this.#swappedAt = now;
  }

  /** Whether `press` means the caller who is shown now. */
  isMeant(press: Event): boolean {
    return press.timeStamp - this.#swappedAt >= NOTICE_MS;
  }
}
