/** A clock for a gateway that stands still until the test moves it. */
export class ManualClock {
  #now = 0;
  #timers = new Set();

  now() {
    return this.#now;
  }

  after(delayMs, action) {
    const timer = { dueMs: this.#now + delayMs, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get size() {
    return this.#timers.size;
  }

  /** Runs what falls due, in order. */
  advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ dueMs }) => dueMs <= end);
      const [first] = due.sort((a, b) => a.dueMs - b.dueMs);
      if (!first) break;
      this.#timers.delete(first);
      this.#now = Math.max(this.#now, first.dueMs);
      first.action();
    }
    this.#now = end;
  }
}
