import type { Clock } from './clock.js';

/** What timers can hold (HTML, "timers": a signed 32-bit number): 24 days. Above that they ring at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** A timer may be this late though the page runs: hidden pages have theirs run once a second. */
const LATE_MS = 1_000;

/** What deadlines take as their grace, in milliseconds. */
export const DEADLINE_GRACE_MS = 2_000;

/** One alarm on a clock. Starting it again moves it; it never rings after `stop()`. */
export class Timer {
  readonly #clock: Clock;
  readonly #callback: () => void;
  readonly #graceMs: number;
  #handle: unknown = null;

  /**
   * @param graceMs for a deadline: if it is late, because an `alert()` has held up the scripts of the page for example, it
   *   waits this much longer, so that what has arrived meanwhile is handled first
   */
  constructor(clock: Clock, callback: () => void, graceMs = 0) {
    this.#clock = clock;
    this.#callback = callback;
    this.#graceMs = graceMs;
  }

  /** Whether it is still to ring. */
  get isRunning(): boolean {
    return this.#handle !== null;
  }

  start(delayMs: number): void {
    this.#arm(delayMs, this.#graceMs);
  }

  stop(): void {
    // Without a timer this does nothing (HTML, "timers", clearTimeout).
    this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }

  #arm(delayMs: number, graceMs: number): void {
    this.stop();
    const dueMs = this.#clock.now() + delayMs;
    this.#handle = this.#clock.setTimeout(
      () => {
        this.#handle = null;
        if (graceMs > 0 && this.#clock.now() - dueMs > LATE_MS) this.#arm(graceMs, 0);
        else this.#callback();
      },
      Math.min(delayMs, MAX_DELAY_MS),
    );
  }
}
