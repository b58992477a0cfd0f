import { ManualClock } from '../support/manual-clock.js';

/** A clock of a machine that can sleep: meanwhile its timers stand still, and so does `now()`, as outside of Windows. */
export class SleepingClock extends ManualClock {
  #sleptMs = 0;

  wallTime(): number {
    return this.now() + this.#sleptMs;
  }

  sleep(ms: number): void {
    this.#sleptMs += ms;
  }
}
