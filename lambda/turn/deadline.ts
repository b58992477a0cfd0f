import { TurnError } from './turn-error.js';

/** One time for all that is done for an answer: who asks does not wait longer, whatever it is that hangs. */
export class Deadline {
  readonly #tooLate: Promise<never>;
  readonly #timer: NodeJS.Timeout;

  /** @param ms - from now on, in milliseconds */
  constructor(ms: number) {
    let reject: (error: unknown) => void = () => {};
    this.#tooLate = new Promise((_resolve, rejectIt) => (reject = rejectIt));
    // It need not be raced for any more.
    this.#tooLate.catch(() => undefined);
    this.#timer = setTimeout(
      () => reject(new TurnError('TIMEOUT', 'Counting and minting together took too long.')),
      ms,
    );
  }

  /** As `promise`, or rejects with a {@link TurnError} `TIMEOUT` once the time is over. */
  race<Result>(promise: Promise<Result>): Promise<Result> {
    return Promise.race([promise, this.#tooLate]);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
