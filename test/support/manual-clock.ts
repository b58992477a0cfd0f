import type { Clock } from '../../src/internal/clock.js';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. Timers fire in the order of their due times, then of creation. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #lastHandle = 0;
  readonly #timers = new Map<number, Timer>();

  now(): number {
    return this.#nowMs;
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  /** In how many milliseconds the next timer fires, or `null` if none is waiting. */
  get nextDelayMs(): number | null {
    const next = this.#next();
    return next === null ? null : next.timer.dueMs - this.#nowMs;
  }

  setTimeout(callback: () => void, delayMs: number): number {
    // Whole milliseconds, as in browsers, so that code which relies on fractions to keep an order fails here too.
    const dueMs = this.#nowMs + Math.max(0, Math.trunc(delayMs) || 0);
    const handle = ++this.#lastHandle;
    this.#timers.set(handle, { dueMs, callback });
    return handle;
  }

  /** Lets time pass while the scripts of the page stand still: what falls due fires late, as soon as `advance` lets it. */
  standStill(ms: number): void {
    this.#nowMs += ms;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as number);
  }

  /**
   * Moves on by `ms` and fires each timer at its time, also those that are set meanwhile. Promise reactions run before
   * the first timer, between any two, and after the last. If a timer throws, the promise rejects with its error.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#next(); next && next.timer.dueMs <= endMs; next = this.#next()) {
      this.#timers.delete(next.handle);
      this.#nowMs = Math.max(this.#nowMs, next.timer.dueMs);
      next.timer.callback();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  #next(): { handle: number; timer: Timer } | null {
    let first: { handle: number; timer: Timer } | null = null;
    for (const [handle, timer] of this.#timers) {
      if (first === null || timer.dueMs < first.timer.dueMs) first = { handle, timer };
    }
    return first;
  }
}

/**
 * Resolves once every promise reaction that can run now has run, those that they cause included.
 * It takes one turn of the event loop; a message port gives one without the 4 ms that browsers add to nested timers.
 */
export function settle(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
