/** Time as the library sees it, so that a test can hold it still and move it on. */
export interface Clock {
  /** Milliseconds since some fixed moment; only differences mean anything. */
  now(): number;
  /**
   * Like `now()`, but it counts the time that the machine slept, too, and jumps when a user sets the clock. Where it is
   * left out, `now()` stands for it: see {@link wallTimeOf}.
   */
  wallTime?(): number;
  /** Calls back once after `delayMs`. The handle goes to `clearTimeout`. */
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The real clock. It looks the globals up at each call, so that fake timers installed later take effect. */
export const systemClock: Clock = {
  now: () => performance.now(),
  // `performance.now()` should go on in sleep, but does so on Windows alone (w3c/hr-time#115, crbug.com/1206450).
  wallTime: () => Date.now(),
  setTimeout: (callback, delayMs) => globalThis.setTimeout(callback, delayMs),
  clearTimeout: (handle) => globalThis.clearTimeout(handle as number),
};

export function wallTimeOf(clock: Clock): number {
  return clock.wallTime?.() ?? clock.now();
}
