import { findBadNumber, given } from '../internal/given.js';
import { SignalingError } from './signaling-error.js';

/** Decides how long to wait before the next attempt to reconnect. */
export interface ReconnectPolicy {
  /**
   * @param attempt how many attempts have failed since the connection was lost: 0 for the first one
   * @returns the wait in milliseconds, or `null` to give up
   */
  nextDelayMs(attempt: number): number | null;
}

export interface DefaultReconnectPolicyOptions {
  /** The waits in milliseconds, the last of which is repeated for ever. Default: 0, 300, 1200, 2700, 4800, 7000. */
  readonly delaysMs?: readonly number[] | null | undefined;
  /** Up to this much is added to every wait but the first. Default: as much again as the wait, and at least 1000. */
  readonly jitterMs?: number | null | undefined;
  /** Where the jitter comes from: a number from 0 to below 1. `Math.random` by default. */
  readonly random?: (() => number) | null | undefined;
}

const DELAYS_MS: readonly number[] = [0, 300, 1_200, 2_700, 4_800, 7_000];

const MIN_JITTER_MS = 1_000;

/**
 * Tries at once, then ever more slowly up to every 7 to 14 seconds, and never gives up. The jitter keeps the clients of
 * a server that was down from coming back all in the same moment. It grows with the waits, because many small ones add up
 * to little spread: with 1 s each, 100 clients of a server that was down for 15 s came back within 4 s, and with
 * this within 13 s.
 *
 * The first attempt goes without, because one client's lost connection is far more common than a server's, and API
 * Gateway lets 500 new connections per second in: those that it refuses are spread from their second attempt on.
 */
export class DefaultReconnectPolicy implements ReconnectPolicy {
  readonly #delaysMs: readonly number[];
  readonly #jitterMs: number | undefined;
  readonly #random: () => number;

  /** @throws {SignalingError} `invalid-argument` for a wait that is negative, NaN or no number */
  constructor(options?: DefaultReconnectPolicyOptions | null) {
    const settings = given(options);
    const wrong = findBadNumber(settings);
    if (wrong) {
      throw new SignalingError('invalid-argument', `The option ${wrong} has a wrong value.`);
    }
    const { delaysMs = DELAYS_MS, jitterMs, random = Math.random } = settings;
    this.#delaysMs = delaysMs;
    this.#jitterMs = jitterMs;
    this.#random = random;
  }

  nextDelayMs(attempt: number): number {
    const delayMs = this.#delaysMs[attempt] ?? this.#delaysMs.at(-1) ?? 0;
    if (attempt === 0) return delayMs;
    return delayMs + this.#random() * (this.#jitterMs ?? Math.max(MIN_JITTER_MS, delayMs));
  }
}
