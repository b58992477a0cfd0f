import { ManualClock } from './manual-clock.js';

const TURN_MS = 5;

/**
 * A clock that goes as fast as the test wants, and stands still while the page has no time. On the real one, whatever is
 * late on a busy machine counts as lost, so that more of it is repeated than a test expects.
 */
export class PacedClock extends ManualClock {
  /** How many milliseconds of this clock pass in one of the real one, at most. */
  speed = 1;
  readonly #interval = setInterval(() => void this.advance(TURN_MS * this.speed), TURN_MS);

  /** From now on only `advance()` moves it. */
  stop(): void {
    clearInterval(this.#interval);
  }
}
