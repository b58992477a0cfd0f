import type { Clock } from './clock.js';

/** What timers can hold (HTML, "timers": a signed 32-bit number): 24 days. Above that they ring at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** What deadlines take as their grace, in milliseconds. */
export const DEADLINE_GRACE_MS = 2_000;

/** One alarm on a clock. Starting it again moves it; it never rings after `stop()`. */
export class Timer {
  readonly #clock: Clock;
  readonly #callback: () => void;
  readonly #graceMs: number;
  #handle: unknown = null;

  /**
   * @param graceMs for a deadline: if it falls due while the scripts of the page stand still, in an `alert()` for example,
   *   it waits this much longer, in which the page takes in what has arrived meanwhile
   */
  constructor(clock: Clock, callback: () => void, graceMs = Infinity) {
    this.#clock = clock;
    this.#callback = callback;
    this.#graceMs = graceMs;
  }

  /** Whether it is still to ring. */
  get isRunning(): boolean {
    return this.#handle !== null;
  }

  start(delayMs: number): void {
    this.stop();
    const dueMs = this.#clock.now() + delayMs;
    this.#handle = this.#clock.setTimeout(
      () => {
        this.#handle = null;
        if (this.#clock.now() - dueMs > this.#graceMs) this.start(this.#graceMs);
        else this.#callback();
      },
      Math.min(delayMs, MAX_DELAY_MS),
    );
  }

  stop(): void {
    // Without a timer this does nothing (HTML, "timers", clearTimeout).
    this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
