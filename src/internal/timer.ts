import type { Clock } from './clock.js';

/** One alarm on a clock. Starting it again moves it; it never rings after `stop()`. */
export class Timer {
  readonly #clock: Clock;
  readonly #callback: () => void;
  #handle: unknown = null;

  constructor(clock: Clock, callback: () => void) {
    this.#clock = clock;
    this.#callback = callback;
  }

  start(delayMs: number): void {
    this.stop();
    this.#handle = this.#clock.setTimeout(() => {
      this.#handle = null;
      this.#callback();
    }, delayMs);
  }

  stop(): void {
    if (this.#handle === null) return;
    this.#clock.clearTimeout(this.#handle);
    this.#handle = null;
  }
}
