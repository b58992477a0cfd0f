import { DEADLINE_GRACE_MS, Timer } from '../internal/timer.js';
import { isAddress } from '../link/envelope.js';
import { CallError } from './terms/call-error.js';
import type { CallView, ResolvedCallOptions } from './terms/call-options.js';

export interface PeerPresenceOptions {
  /** What `resolvePeer` is asked about. */
  readonly call: CallView;
  readonly options: ResolvedCallOptions;
  /** The relay does not know the peer's address. `forGood`: the peer has not been heard for `peerGoneMs` since. */
  readonly onPeerGone: (forGood: boolean) => void;
  /** The app knows where the peer is now. */
  readonly onResolved: (address: string) => void;
  readonly onError: (error: CallError) => void;
}

/** Knows whether the relay still finds the peer. If it does not, asks the app for the peer's address, but not too often. */
export class PeerPresence {
  readonly #options: PeerPresenceOptions;
  readonly #goneTimer: Timer;
  #isGone = false;
  #isAsking = false;
  #askedAtMs = -Infinity;

  constructor(options: PeerPresenceOptions) {
    this.#options = options;
    const onGone = () => options.onPeerGone(true);
    this.#goneTimer = new Timer(options.options.clock, onGone, DEADLINE_GRACE_MS);
  }

  /** The relay did not know the peer, and the peer has not been heard since. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** The peer has been heard. */
  heard(): void {
    this.#isGone = false;
    this.#goneTimer.stop();
  }

  /** @param mayAsk whether the app may be asked for the peer's address */
  undeliverable(code: string, mayAsk: boolean): void {
    // Other codes mean that the relay has a problem for now; the link sends again.
    if (code !== 'peer-unavailable' && code !== 'bad-request') return;
    const { options, onPeerGone } = this.#options;
    if (!this.#isGone) this.#goneTimer.start(options.timing.peerGoneMs);
    this.#isGone = true;
    onPeerGone(false);
    if (mayAsk) void this.#ask();
  }

  close(): void {
    this.#goneTimer.stop();
  }

  async #ask(): Promise<void> {
    const { call, options, onResolved, onError } = this.#options;
    const { clock, timing, resolvePeer } = options;
    const isTooSoon = clock.now() - this.#askedAtMs < timing.resolveIntervalMs;
    if (!resolvePeer || this.#isAsking || isTooSoon) return;
    this.#isAsking = true;
    this.#askedAtMs = clock.now();
    try {
      const address: unknown = await resolvePeer(call);
      if (!address) return;
      // A server's error page, for example. The link can't send to it, and the call would end.
      if (!isAddress(address)) throw new TypeError('It gave something else than an address.');
      onResolved(address);
    } catch (cause) {
      const sentence = 'Your resolvePeer function gave no address; it is asked again.';
      onError(new CallError('resolve-failed', sentence, { cause }));
    } finally {
      this.#isAsking = false;
    }
  }
}
