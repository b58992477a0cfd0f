/** The time source of a gateway, which a test can replace. */
export interface GatewayClock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /**
   * Runs `action` once, `delayMs` from now.
   *
   * @returns a function that cancels it
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

/** Timers that can all be cancelled at once. */
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
