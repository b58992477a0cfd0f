import type { Clock } from './clock.js';

/** One alarm on a clock. Starting it again moves it; it never rings after `stop()`. */
export class Timer {
  readonly #clock: Clock;
  readonly #callback: () => void;
  #handle: unknown;

  constructor(clock: Clock, callback: () => void) {
    this.#clock = clock;
    this.#callback = callback;
  }

  start(delayMs: number): void {
    this.stop();
    this.#handle = this.#clock.setTimeout(this.#callback, delayMs);
  }

  stop(): void {
    // Without a timer, or with one that has rung, this does nothing (HTML, "timers", clearTimeout).
    this.#clock.clearTimeout(this.#handle);
  }
}
