/** How many of the latest messages are remembered. A failure comes within the relay's time limit, or not at all. */
const MAX_REMEMBERED = 256;

/** Which address each of the latest messages went to, by the reference that the relay returns when it fails. */
export class SentReferences {
  readonly #addresses = new Map<string, string>();
  #last = 0;

  /** @returns the reference for a new message to `to` */
  next(to: string): string {
    this.#last += 1;
    const ref = String(this.#last);
    this.#addresses.set(ref, to);
    // A Map keeps the order of insertion, so its first key is the oldest.
    const [oldest] = this.#addresses.keys();
    if (this.#addresses.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#addresses.delete(oldest);
    }
    return ref;
  }

  /** @returns where that message went, once; `null` if it is not remembered */
  take(ref: string | undefined): string | null {
    if (ref === undefined) return null;
    const to = this.#addresses.get(ref) ?? null;
    this.#addresses.delete(ref);
    return to;
  }
}
