import type { Clock } from '../../src/internal/clock.js';

/** A clock that stands still until it is moved, for walks of millions of steps: `pass` is as cheap as it can be. */
export class TurnClock implements Clock {
  #nowMs = 0;
  #lastHandle = 0;
  readonly #timers = new Map<unknown, { readonly dueMs: number; readonly callback: () => void }>();

  now(): number {
    return this.#nowMs;
  }

  get pending(): number {
    return this.#timers.size;
  }

  setTimeout(callback: () => void, delayMs: number): number {
    this.#lastHandle += 1;
    this.#timers.set(this.#lastHandle, { dueMs: this.#nowMs + Math.max(0, delayMs), callback });
    return this.#lastHandle;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle);
  }

  /** Moves on by `ms`, timer by timer, and waits for `settled` after each. */
  async pass(ms: number, settled: () => Promise<void>): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort(([, one], [, other]) => one.dueMs - other.dueMs);
      if (next === undefined || next[1].dueMs > endMs) break;
      this.#timers.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].dueMs);
      next[1].callback();
      await settled();
    }
    this.#nowMs = endMs;
  }
}
