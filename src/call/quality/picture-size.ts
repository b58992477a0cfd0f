/** How many lines are worth sending with so much, in bit/s of all media. VP8 looks worse with more lines and less. */
const STEPS = [
  { lines: 1080, bitrate: 3_500_000 },
  { lines: 720, bitrate: 1_000_000 },
  { lines: 540, bitrate: 650_000 },
  { lines: 360, bitrate: 350_000 },
  { lines: 270, bitrate: 220_000 },
  { lines: 180, bitrate: 0 },
] as const;

/** A step is left downwards when so much of what it needs is missing. */
const DOWN = 0.8;
/** And taken upwards when so much more than it needs is there. */
const UP = 1.15;
/** Each change of size costs a whole picture: no more than one upwards in this time. */
const UP_MS = 4_000;
/** As long as the line has only become better, there is nothing to be careful of: what a step needs is enough. */
const FIRST_UP_MS = 800;
/** The processor was too slow for a size for so long: one less. */
const SLOW_MS = 6_000;
/** Then the larger size is tried again after this. */
const SLOW_AGAIN_MS = 120_000;

/** The size of pictures for which there is enough with so much, in bit/s, on a line that has never been worse. */
export function linesWith(bitrate: number): number {
  return STEPS.find((step) => bitrate >= step.bitrate)?.lines ?? 0;
}

/** Chooses the size of the picture by what the line carries and the processor can do. */
export class PictureSize {
  #index: number = STEPS.length - 1;
  #upAtMs = -Infinity;
  /** It has never had to be smaller. */
  #hasOnlyRisen = true;
  #slowSinceMs: number | null = null;
  /** Larger ones are not tried before that time. */
  #slowest = 0;
  #slowUntilMs = -Infinity;
  #isSlow = false;

  /** Whether the processor was too slow for the next larger size. */
  get isSlow(): boolean {
    return this.#isSlow;
  }

  /** Begins anew: what the line carries is not known. */
  restart(): void {
    this.#index = STEPS.length - 1;
    this.#upAtMs = -Infinity;
    this.#hasOnlyRisen = true;
  }

  /** Begins with the smallest, after a time without pictures: whether the line carries what it seems to is not known. */
  fall(atMs: number): void {
    this.#index = STEPS.length - 1;
    this.#upAtMs = atMs;
    this.#hasOnlyRisen = false;
  }

  /**
   * @param bitrate what may be sent, in bit/s
   * @param most what both sides allow: when all of that is there, more can't be waited for
   * @returns lines, at most, and whether there is enough for them
   */
  next(atMs: number, bitrate: number, isProcessorLimited: boolean, most = Infinity): number {
    this.#judgeProcessor(atMs, isProcessorLimited);
    const floor = atMs < this.#slowUntilMs ? this.#slowest : 0;
    const best = Math.max(
      floor,
      STEPS.findIndex(
        (step) =>
          bitrate >= step.bitrate &&
          (this.#hasOnlyRisen || bitrate >= Math.min(step.bitrate * UP, most)),
      ),
    );
    const present = STEPS[this.#index];
    const pauseMs = this.#hasOnlyRisen ? FIRST_UP_MS : UP_MS;
    if (this.#index < floor || (present && bitrate < present.bitrate * DOWN)) {
      this.#index = best;
      this.#hasOnlyRisen = false;
    } else if (best < this.#index && atMs - this.#upAtMs >= pauseMs) {
      this.#index = best;
      this.#upAtMs = atMs;
    }
    this.#isSlow = floor > 0 && this.#index === floor;
    return STEPS[this.#index]?.lines ?? 0;
  }

  #judgeProcessor(atMs: number, isLimited: boolean): void {
    if (!isLimited) this.#slowSinceMs = null;
    else if (this.#slowSinceMs === null) this.#slowSinceMs = atMs;
    else if (atMs - this.#slowSinceMs >= SLOW_MS) {
      this.#slowSinceMs = null;
      this.#slowest = Math.min(this.#index + 1, STEPS.length - 1);
      this.#slowUntilMs = atMs + SLOW_AGAIN_MS;
    }
  }
}
