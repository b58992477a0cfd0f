/** Where a gateway has its time from: a test may bring a clock of its own. */
export interface GatewayClock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /**
   * Runs `action` once, `delayMs` from now.
   *
   * @returns what calls it off
   */
  after(delayMs: number, action: () => void): () => void;
}

/** The time of this machine. */
export const realClock: GatewayClock = {
  now: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Timers that can all be called off at once. */
export class TimerGroup {
  readonly #clock: GatewayClock;
  readonly #cancellations = new Set<() => void>();

  constructor(clock: GatewayClock) {
    this.#clock = clock;
  }

  after(delayMs: number, action: () => void): () => void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#cancellations.delete(cancel);
      action();
    });
    this.#cancellations.add(cancel);
    return () => {
      this.#cancellations.delete(cancel);
      cancel();
    };
  }

  clear(): void {
    for (const cancel of this.#cancellations) cancel();
    this.#cancellations.clear();
  }
}
