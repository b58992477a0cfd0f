interface Entry {
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * Runs each task after a delay of its own, so that later tasks can overtake earlier ones.
 *
 * One timer per task would not do: timers round to whole milliseconds, so tasks due in the same millisecond would run in
 * the order in which they were added. Here only the delays decide, for all tasks added in one turn of the event loop.
 */
export class DelayQueue {
  readonly #nextDelayMs: () => number;
  readonly #entries: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turnMs: number | null = null;

  constructor(nextDelayMs: () => number) {
    this.#nextDelayMs = nextDelayMs;
  }

  add(run: () => void): void {
    const delayMs = this.#nextDelayMs();
    if (delayMs <= 0) {
      run();
      return;
    }
    this.#entries.push({ dueMs: this.#turnStart() + delayMs, run });
    this.#entries.sort((a, b) => a.dueMs - b.dueMs);
    this.#wait();
  }

  /** Runs now what has not run yet. */
  runAll(): void {
    const entries = this.#entries.slice();
    this.clear();
    for (const { run } of entries) run();
  }

  /** Drops the tasks that have not run yet. */
  clear(): void {
    this.#entries.length = 0;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const head = this.#entries[0];
    if (head) this.#timer = setTimeout(() => this.#runDue(), head.dueMs - performance.now());
  }

  #runDue(): void {
    const nowMs = performance.now();
    let due = this.#entries[0];
    while (due && due.dueMs <= nowMs) {
      this.#entries.shift();
      due.run();
      due = this.#entries[0];
    }
    this.#wait();
  }

  #turnStart(): number {
    if (this.#turnMs === null) {
      this.#turnMs = performance.now();
      setImmediate(() => (this.#turnMs = null));
    }
    return this.#turnMs;
  }
}
