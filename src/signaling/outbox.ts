import { createDeferred, type Deferred } from '../internal/deferred.js';
import { SignalingError } from './signaling-error.js';

interface WaitingItem<T> {
  readonly item: T;
  readonly handedOver: Deferred<void>;
}

/** What waits for the connection: in order, and not without limit. */
export class Outbox<T> {
  readonly #limit: number;
  #waiting: WaitingItem<T>[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @returns a promise that resolves once the item has been handed over
   * @throws {SignalingError} (by rejection) `queue-full`, or what `rejectAll` was given
   */
  add(item: T): Promise<void> {
    if (this.#waiting.length >= this.#limit) {
      return Promise.reject(
        new SignalingError(
          'queue-full',
          `${this.#limit} messages are already waiting for the connection to come back.`,
        ),
      );
    }
    const handedOver = createDeferred<void>();
    this.#waiting.push({ item, handedOver });
    return handedOver.promise;
  }

  /** Hands over what waits, the oldest first, until `handOver` says `false`. */
  flush(handOver: (item: T) => boolean): void {
    for (let first = this.#waiting[0]; first && handOver(first.item); first = this.#waiting[0]) {
      this.#waiting.shift();
      first.handedOver.resolve();
    }
  }

  rejectAll(error: SignalingError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { handedOver } of waiting) handedOver.reject(error);
  }
}
