/** So long, in ms, a press on what took a button's place counts for that button: who presses twice means one of them. */
const DOUBLE_PRESS_MS = 500;

/** For buttons that take each other's place: Join, Back and Leave. */
export class PressGuard {
  readonly #host: Node;
  /** When one of them took the place of another, by the clock of the window. */
  #swappedAtMs = -Infinity;

  constructor(host: Node) {
    this.#host = host;
  }

  /** One of them takes the place of another. */
  swapped(): void {
    const { defaultView } = this.#host.ownerDocument ?? {};
    this.#swappedAtMs = (defaultView ?? window).performance.now();
  }

  /** Whether `press` means the button that it was made on. By its own time: it may have waited in the queue. */
  isMeant(press: Event): boolean {
    return press.timeStamp - this.#swappedAtMs > DOUBLE_PRESS_MS;
  }
}
