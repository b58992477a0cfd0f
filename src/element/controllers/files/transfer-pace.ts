/** The pace of a file is that of the last few seconds. */
const WINDOW_MS = 5_000;
/** In less time there is no pace to speak of. */
const MIN_MS = 1_000;

/** How fast a file goes over the line, and how long it still takes. */
export class TransferPace {
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** So many bytes have been transferred by now. */
  note(bytes: number, nowMs: number): void {
    const latest = this.#samples.at(-1);
    // It goes on where the receiver stands, which may be further back.
    if (latest && bytes < latest.bytes) this.reset();
    this.#samples.push({ atMs: nowMs, bytes });
    const isOld = ({ atMs }: { readonly atMs: number }) => nowMs - atMs > WINDOW_MS;
    // One of the old stays: the window begins there.
    while (this.#samples[1] && isOld(this.#samples[1])) this.#samples.shift();
  }

  /** It stands still, or begins. */
  reset(): void {
    this.#samples.length = 0;
  }

  /** `null` as long as it is not known. */
  get bytesPerSecond(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < MIN_MS || last.bytes === first.bytes)
      return null;
    return ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * 1_000;
  }

  /** `null` as long as nobody can say. */
  secondsLeft(size: number): number | null {
    const pace = this.bytesPerSecond;
    const last = this.#samples.at(-1);
    return pace === null || last === undefined ? null : (size - last.bytes) / pace;
  }
}
