import { parseJson } from '../internal/json-value.js';

/** How many messages may be on their way at once. The receiver holds as many back until a gap closes. */
export const LINK_WINDOW = 64;

/** Puts the peer's messages in order: each is delivered once, and none before those that were sent before it. */
export class InboundSequence {
  readonly #deliver: (message: unknown) => void;
  readonly #held = new Map<number, string | undefined>();
  #last: number;

  /** @param last the number of the last message that has been delivered before, if the conversation goes on */
  constructor(deliver: (message: unknown) => void, last = 0) {
    this.#deliver = deliver;
    this.#last = last;
  }

  /** Everything up to this number has been delivered. */
  get last(): number {
    return this.#last;
  }

  /** Whether anything has come, delivered or held back. */
  get hasBegun(): boolean {
    return this.#last > 0 || this.#held.size > 0;
  }

  /**
   * Takes a message; one that came before, or is too far ahead to be held back, is dropped.
   *
   * @returns whether it came for the first time
   */
  accept(seq: number, payload: string | undefined): boolean {
    if (seq <= this.#last || this.#held.has(seq)) return false;
    if (seq <= this.#last + LINK_WINDOW) this.#held.set(seq, payload);
    while (this.#held.has(this.#last + 1)) {
      // Counted before it is delivered: what the receiver sends in reply acknowledges it.
      this.#last += 1;
      const next = this.#held.get(this.#last);
      this.#held.delete(this.#last);
      this.deliver(next);
    }
    return true;
  }

  /** Delivers what a payload says, if it says anything. Used by itself, that stands outside the sequence. */
  deliver(payload: string | undefined): void {
    const message = parseJson(payload);
    if (message !== undefined) this.#deliver(message);
  }
}
