import { loadCryptography } from '../../src/link/load-cryptography.js';
import { settle, type ManualClock } from './manual-clock.js';
import { until } from './until.js';

// As on a page that has listened for calls for a moment.
await loadCryptography();

/** All that works in the background. */
export const CRYPTO_OPERATIONS = [
  'generateKey',
  'importKey',
  'exportKey',
  'deriveBits',
  'deriveKey',
  'sign',
  'verify',
  'digest',
  'encrypt',
  'decrypt',
] as const;

/**
 * Counts WebCrypto's operations while it is installed. Envelopes are sealed and checked asynchronously, in real time, so
 * a test that shows that a message has no effect has to know when the message has been checked.
 */
export class CryptoWatch {
  #started = 0;
  #pending = 0;
  readonly #restore: (() => void)[] = [];

  /** How many operations have begun so far. */
  get started(): number {
    return this.#started;
  }

  install(): void {
    const { prototype } = SubtleCrypto;
    for (const name of CRYPTO_OPERATIONS) {
      const original = Reflect.get(prototype, name) as (...values: unknown[]) => Promise<unknown>;
      const counted = (subtle: SubtleCrypto, values: unknown[]) => {
        this.#started += 1;
        this.#pending += 1;
        return original.apply(subtle, values).finally(() => (this.#pending -= 1));
      };
      Reflect.set(prototype, name, function (this: SubtleCrypto, ...values: unknown[]) {
        return counted(this, values);
      });
      this.#restore.push(() => Reflect.set(prototype, name, original));
    }
  }

  uninstall(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  /** Resolves when no operation is running, operations that follow from earlier ones included. */
  async idle(isBusyToo: () => boolean = () => false): Promise<void> {
    for (let before = -1; before !== this.#started;) {
      before = this.#started;
      await until(() => this.#pending === 0 && !isBusyToo(), 'WebCrypto to be idle');
      // One turn for what waits for the last result, and one for what that starts.
      await settle();
      await settle();
    }
  }

  /** Moves `clock` on by `ms`, but never while an operation is running. */
  async pass(clock: ManualClock, ms: number): Promise<void> {
    const endMs = clock.now() + ms;
    for (;;) {
      const before = this.#started;
      await clock.advance(0);
      await this.idle();
      const { nextDelayMs } = clock;
      if (this.#started !== before || nextDelayMs === 0) continue;
      const leftMs = endMs - clock.now();
      if (nextDelayMs === null || nextDelayMs > leftMs) {
        await clock.advance(Math.max(0, leftMs));
        return;
      }
      await clock.advance(nextDelayMs);
    }
  }
}
