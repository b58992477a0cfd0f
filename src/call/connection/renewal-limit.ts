import type { Clock } from '../../internal/clock.js';
import { RateLimit } from '../../internal/rate-limit.js';

/** The callee asks again after 10 s if its connection is still down. */
const LEAST_INTERVAL_MS = 1_000;

/** More often than anybody reloads a page. */
const MAX_FOLLOWED = 30;
const FOLLOWED_WINDOW_MS = 20_000;

/** A browser has 500 connections for all of a page. */
const MAX_BY_PEER = 100;
const BY_PEER_WINDOW_MS = 60 * 60_000;

/** How many further connections the peer of a call may bring about. */
export class RenewalLimit {
  readonly #asked: RateLimit;
  readonly #followed: RateLimit;
  readonly #both: RateLimit;

  constructor(clock: Clock) {
    this.#asked = new RateLimit(clock, 1, LEAST_INTERVAL_MS);
    this.#followed = new RateLimit(clock, MAX_FOLLOWED, FOLLOWED_WINDOW_MS);
    this.#both = new RateLimit(clock, MAX_BY_PEER, BY_PEER_WINDOW_MS);
  }

  /** Whether the caller makes the next connection because the callee asks for it. */
  mayAsk(): boolean {
    return this.#asked.spend() && this.#both.spend();
  }

  /** Whether the callee follows the caller to the next connection. */
  mayLead(): boolean {
    return this.#followed.spend() && this.#both.spend();
  }
}
