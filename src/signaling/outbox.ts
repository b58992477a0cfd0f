import { SignalingError } from './signaling-error.js';

/** How many messages may wait for the connection. A call needs a handful; more would be stale when they go out. */
const MAX_WAITING = 64;

interface WaitingItem<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: SignalingError) => void;
}

/** Messages that wait for the connection, in order and up to a limit. */
export class Outbox<T> {
  readonly #waiting: WaitingItem<T>[] = [];

  /**
   * @returns a promise that resolves once `flush` has sent the item
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

  /** Sends what waits, the oldest first, until `send` returns `false`. */
  flush(send: (item: T) => boolean): void {
    while (this.#waiting[0] && send(this.#waiting[0].item)) this.#waiting.shift()?.resolve();
  }

  rejectAll(error: SignalingError): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
