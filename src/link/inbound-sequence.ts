import { parseJson } from '../internal/json-value.js';

/** How many messages may be on their way at once. The receiver buffers as many until a gap is filled. */
export const LINK_WINDOW = 64;

/** Puts the peer's messages in order: each is delivered once, and only after all that were sent before it. */
export class InboundSequence {
  readonly #deliver: (message: unknown, isFinal: boolean) => void;
  readonly #buffered = new Map<number, string | undefined>();
  #last: number;

  /** @param last the number of the last message that was delivered, if the conversation goes on */
  constructor(deliver: (message: unknown, isFinal: boolean) => void, last = 0) {
    this.#deliver = deliver;
    this.#last = last;
  }

  /** Everything up to this number has been delivered. */
  get last(): number {
    return this.#last;
  }

  /** Whether anything has come, delivered or still in the buffer. */
  get hasBegun(): boolean {
    return this.#last > 0 || this.#buffered.size > 0;
  }

  /**
   * Takes a message. One that came before, or is beyond the window, is dropped.
   *
   * @returns whether it came for the first time
   */
  accept(seq: number, payload: string | undefined): boolean {
    if (seq <= this.#last || this.#buffered.has(seq)) return false;
    if (seq <= this.#last + LINK_WINDOW) this.#buffered.set(seq, payload);
    while (this.#buffered.has(this.#last + 1)) {
      // Counted before it is delivered, so that a reply sent from within already acknowledges it.
      this.#last += 1;
      const next = this.#buffered.get(this.#last);
      this.#buffered.delete(this.#last);
      this.deliver(next);
    }
    return true;
  }

  /** Delivers a payload, if there is one and it is JSON. Called from outside, for what is outside the sequence. */
  deliver(payload: string | undefined, isFinal = false): void {
    const message = parseJson(payload);
    if (message !== undefined) this.#deliver(message, isFinal);
  }
}
