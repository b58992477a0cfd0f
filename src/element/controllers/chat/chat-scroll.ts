/** So near to its end, in CSS pixels, one reads the latest. */
const NEAR_PX = 32;

/** Keeps a list at its end while things are added to it, unless the reader has gone up in it. */
export class ChatScroll {
  readonly #onChange: () => void;
  #list: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #isAtEnd = true;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** The list is this one now, and what is in it is new. */
  follow(list: HTMLElement | null): void {
    if (list !== this.#list) {
      this.#observer?.disconnect();
      this.#list = list;
      this.#isAtEnd = true;
      // It gets lower where a phone shows its keyboard.
      this.#observer = list && new ResizeObserver(() => this.keep());
      if (list) this.#observer?.observe(list);
    }
    this.keep();
  }

  readonly onScroll = (): void => {
    const list = this.#list;
    if (list === null) return;
    const isAtEnd = list.scrollHeight - list.clientHeight - list.scrollTop < NEAR_PX;
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#onChange();
  };

  readonly toEnd = (): void => {
    this.#isAtEnd = true;
    this.keep();
    this.#onChange();
  };

  /** What is around it has taken room. */
  keep(): void {
    if (this.#isAtEnd && this.#list) this.#list.scrollTop = this.#list.scrollHeight;
  }
}
