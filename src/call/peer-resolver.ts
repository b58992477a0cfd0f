import type { Clock } from '../internal/clock.js';
import { CallError } from './terms/call-error.js';

export interface PeerResolverOptions {
  readonly clock: Clock;
  /** How long it is left alone after it was asked. */
  readonly intervalMs: number;
  /** The app's own knowledge of where the peer is. */
  readonly resolve: () => string | null | Promise<string | null>;
  readonly onAddress: (address: string) => void;
  readonly onError: (error: CallError) => void;
}

/** Asks the app where the peer is when the relay does not know it any more, and not too often. */
export class PeerResolver {
  readonly #options: PeerResolverOptions;
  #isAsking = false;
  #askedAtMs = -Infinity;

  constructor(options: PeerResolverOptions) {
    this.#options = options;
  }

  /** What it learns comes later, through `onAddress`. */
  async ask(): Promise<void> {
    const { clock, intervalMs, resolve, onAddress, onError } = this.#options;
    if (this.#isAsking || clock.now() - this.#askedAtMs < intervalMs) return;
    this.#isAsking = true;
    this.#askedAtMs = clock.now();
    try {
      const address = await resolve();
      if (address) onAddress(address);
    } catch (cause) {
      const sentence = 'Your resolvePeer function failed; it is asked again.';
      onError(new CallError('resolve-failed', sentence, { cause }));
    } finally {
      this.#isAsking = false;
    }
  }
}
