/** Long enough to read two lines. */
const SHOWN_MS = 6_000;

/** What has come while the chat is closed, for a moment. The mark at the button stays. */
export class ChatPreview<Entry> {
  readonly #onChange: () => void;
  /** Whether somebody is about to press it. */
  readonly #isHeld: () => boolean;
  #entry: Entry | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void, isHeld: () => boolean) {
    this.#onChange = onChange;
    this.#isHeld = isHeld;
  }

  get entry(): Entry | null {
    return this.#entry;
  }

  show(entry: Entry): void {
    this.#entry = entry;
    this.#wait();
    this.#onChange();
  }

  readonly hide = (): void => {
    if (this.#entry === null) return;
    this.clear();
    this.#onChange();
  };

  /** It is shown elsewhere by now. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#entry = null;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#isHeld() ? this.#wait() : this.hide()), SHOWN_MS);
  }
}
