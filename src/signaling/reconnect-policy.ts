import { findBadNumber, given } from '../internal/given.js';
import { SignalingError } from './signaling-error.js';

/** Decides how long to wait before the next attempt to reconnect. */
export interface ReconnectPolicy {
  /**
   * @param attempt how many attempts have failed since the connection last held for a while: 0 for the first one
   * @returns the wait in milliseconds, or `null` to give up
   */
  nextDelayMs(attempt: number): number | null;
}

export interface DefaultReconnectPolicyOptions {
  /** The waits in milliseconds, the last of which is repeated for ever. Default: 0, 300, 1200, 2700, 4800, 7000, 15000, 20000. */
  readonly delaysMs?: readonly number[] | null | undefined;
  /** Up to this much is added to every wait but the first. Default: as much again as the wait, from 1000 to 7000. */
  readonly jitterMs?: number | null | undefined;
  /**
   * Up to this much is added in its place once the waits are used up. Default: 200000, or the jitter if `delaysMs` or
   * `jitterMs` is given.
   */
  readonly spreadMs?: number | null | undefined;
  /** Where the jitter comes from: a number from 0 to below 1. `Math.random` by default. */
  readonly random?: (() => number) | null | undefined;
}

const DELAYS_MS: readonly number[] = [0, 300, 1_200, 2_700, 4_800, 7_000, 15_000, 20_000];

const MIN_JITTER_MS = 1_000;
const MAX_JITTER_MS = 7_000;
/** As long as API Gateway takes at the least to let 100,000 clients in. */
const SPREAD_MS = 200_000;

/**
 * Tries at once, then ever more slowly up to every 20 to 27 seconds. After a good minute in which nobody was let in, it tries
 * every 20 to 220 seconds, and never gives up.
 *
 * An outage of one client is over by then, or ends with an event of the browser, at which the client dials at once, as it
 * does soon for what is to be sent. What goes on for longer is that of a server, whose clients all come back together.
 * API Gateway lets 500 of them in each second. A client can't know how many there are; of so many that the limit matters,
 * more than that would dial each second, most of them for nothing, and be refused again.
 *
 * It does not try more often, because Firefox holds new sockets up for as long as many of them have failed: 0.3 s after
 * the first failure, half as long again after each further one, at most 60 s, until one succeeds (WebSocketChannel.cpp,
 * `FailDelay`). After an outage of 150 s, in which every 7 to 14 s one was tried, Firefox 153 was back after 35 s.
 *
 * The jitter keeps the clients of a server that was down from coming back all in the same moment. It grows with the
 * waits, because many small ones add up to little spread: with 1 s each, 100 clients of a server that was down for 15 s
 * came back within 4 s, and with this within 13 s.
 *
 * The first attempt has no jitter, because it is far more common that one client loses its connection than that a server
 * goes down.
 */
export class DefaultReconnectPolicy implements ReconnectPolicy {
  readonly #delaysMs: readonly number[];
  readonly #jitterMs: number | undefined;
  readonly #spreadMs: number | undefined;
  readonly #random: () => number;

  /** @throws {SignalingError} `invalid-argument` for a wait that is negative, NaN or no number, or no list of waits */
  constructor(options?: DefaultReconnectPolicyOptions | null) {
    const settings = given(options);
    const isList = Array.isArray(settings.delaysMs ?? []);
    const wrong = isList ? findBadNumber(settings) : 'delaysMs';
    if (wrong) {
      throw new SignalingError('invalid-argument', `The option ${wrong} has a wrong value.`);
    }
    const { delaysMs, jitterMs, random = Math.random } = settings;
    const isOwn = delaysMs !== undefined || jitterMs !== undefined;
    this.#delaysMs = delaysMs ?? DELAYS_MS;
    this.#jitterMs = jitterMs;
    this.#spreadMs = settings.spreadMs ?? (isOwn ? undefined : SPREAD_MS);
    this.#random = random;
  }

  nextDelayMs(attempt: number): number {
    const delayMs = this.#delaysMs[attempt] ?? this.#delaysMs.at(-1) ?? 0;
    if (attempt === 0) return delayMs;
    const usual = this.#jitterMs ?? Math.min(Math.max(MIN_JITTER_MS, delayMs), MAX_JITTER_MS);
    const isUsedUp = attempt >= this.#delaysMs.length;
    return delayMs + this.#random() * ((isUsedUp ? this.#spreadMs : undefined) ?? usual);
  }
}
