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
  readonly delaysMs?: readonly number[];
  /** Up to this much is added to every wait but the first. Default: 1000. */
  readonly jitterMs?: number;
  /** Where the jitter comes from: a number from 0 to below 1. `Math.random` by default. */
  readonly random?: () => number;
}

const DELAYS_MS: readonly number[] = [0, 300, 1_200, 2_700, 4_800, 7_000];

/**
 * Tries at once, then ever more slowly up to every 7 to 8 seconds, and never gives up. The jitter keeps the clients of
 * a server that was down from coming back all in the same moment; the first attempt goes without, because one
 * client's lost connection is far more common than a server's.
 */
export class DefaultReconnectPolicy implements ReconnectPolicy {
  readonly #options: Required<DefaultReconnectPolicyOptions>;

  constructor({
    delaysMs = DELAYS_MS,
    jitterMs = 1_000,
    random = Math.random,
  }: DefaultReconnectPolicyOptions = {}) {
    this.#options = { delaysMs, jitterMs, random };
  }

  nextDelayMs(attempt: number): number {
    const { delaysMs, jitterMs, random } = this.#options;
    const delayMs = delaysMs[attempt] ?? delaysMs.at(-1) ?? 0;
    return attempt === 0 ? delayMs : delayMs + random() * jitterMs;
  }
}
