import { CRYPTO_OPERATIONS } from '../support/crypto-watch.js';

type Operation = (...values: unknown[]) => Promise<unknown>;

/** Knows when WebCrypto, which works in threads of its own, has nothing left to do. */
export class CryptoTurns {
  #pending = 0;
  #onIdle: (() => void) | null = null;

  install(): void {
    const prototype = Object.getPrototypeOf(crypto.subtle) as Record<string, Operation>;
    const count = (change: number) => {
      this.#pending += change;
      if (this.#pending === 0) this.#onIdle?.();
    };
    for (const name of CRYPTO_OPERATIONS) {
      const original = prototype[name]!;
      prototype[name] = function (this: SubtleCrypto, ...values: unknown[]) {
        count(1);
        return original.apply(this, values).finally(() => count(-1));
      };
    }
  }

  /** Resolves when nothing is running, operations that follow from earlier ones included. */
  async idle(): Promise<void> {
    for (let quietTurns = 0; quietTurns < 2;) {
      if (this.#pending > 0) {
        await new Promise<void>((resolve) => (this.#onIdle = resolve));
        this.#onIdle = null;
        quietTurns = 0;
      }
      await new Promise((resolve) => setImmediate(resolve));
      quietTurns = this.#pending > 0 ? 0 : quietTurns + 1;
    }
  }
}
