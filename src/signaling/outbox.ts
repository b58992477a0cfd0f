import { SignalingError } from './signaling-error.js';

/** How many messages may wait for the connection. A call needs a handful; what comes later would be stale anyway. */
const MAX_WAITING = 64;

interface WaitingItem<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: SignalingError) => void;
}

/** What waits for the connection: in order, and not without limit. */
export class Outbox<T> {
  readonly #waiting: WaitingItem<T>[] = [];

  /**
   * @returns a promise that resolves once the item has been handed over
   * @throws {SignalingError} (by rejection) `queue-full`, or what `rejectAll` was given
   */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ item, resolve, reject });
      else {
        const sentence = `${MAX_WAITING} messages wait for the connection already: send the rest later.`;
        reject(new SignalingError('queue-full', sentence));
      }
    });
  }

  /** Hands over what waits, the oldest first, until `handOver` says `false`. */
  flush(handOver: (item: T) => boolean): void {
    while (this.#waiting[0] && handOver(this.#waiting[0].item)) this.#waiting.shift()?.resolve();
  }

  rejectAll(error: SignalingError): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
