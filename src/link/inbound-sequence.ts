/** Puts the peer's messages in order: each is delivered once, and none before those that were sent before it. */
export class InboundSequence {
  readonly #window: number;
  readonly #deliver: (message: unknown) => void;
  readonly #held = new Map<number, string | undefined>();
  #last = 0;
  #highest = 0;

  /** @param window how many messages are held back while one before them is missing */
  constructor(window: number, deliver: (message: unknown) => void) {
    this.#window = window;
    this.#deliver = deliver;
  }

  /** Everything up to this number has been delivered. */
  get last(): number {
    return this.#last;
  }

  /** The highest number seen, delivered or held back. */
  get highest(): number {
    return this.#highest;
  }

  /** Whether this number has come before. */
  has(seq: number): boolean {
    return seq <= this.#last || this.#held.has(seq);
  }

  /** Takes a message; one that came before, or is too far ahead to be held back, is dropped. */
  accept(seq: number, payload: string | undefined): void {
    if (this.has(seq) || seq > this.#last + this.#window) return;
    this.#highest = Math.max(this.#highest, seq);
    this.#held.set(seq, payload);
    this.#deliverHeld();
  }

  /** Delivers a message that stands outside the sequence. */
  deliverNotice(payload: string): void {
    const message = parse(payload);
    if (message !== undefined) this.#deliver(message);
  }

  #deliverHeld(): void {
    while (this.#held.has(this.#last + 1)) {
      const payload = this.#held.get(this.#last + 1);
      // Counted before it is delivered: what the receiver sends in reply acknowledges it.
      this.#last += 1;
      this.#held.delete(this.#last);
      const message = payload === undefined ? undefined : parse(payload);
      if (message !== undefined) this.#deliver(message);
    }
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    // Its number counts, its content says nothing: one bad message must not stop the conversation.
    return undefined;
  }
}
