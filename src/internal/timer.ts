import type { Clock } from './clock.js';

/** What timers can hold (HTML, "timers": a signed 32-bit number): 24 days. Above that they ring at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** One alarm on a clock. Starting it again moves it; it never rings after `stop()`. */
export class Timer {
  readonly #clock: Clock;
  readonly #callback: () => void;
  #handle: unknown = null;

  constructor(clock: Clock, callback: () => void) {
    this.#clock = clock;
    this.#callback = callback;
  }

  /** Whether it is still to ring. */
  get isRunning(): boolean {
    return this.#handle !== null;
  }

  start(delayMs: number): void {
    this.stop();
    this.#handle = this.#clock.setTimeout(
      () => {
        this.#handle = null;
        this.#callback();
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
