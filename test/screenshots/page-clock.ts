// Time in the pictures: a call has been going on for a while, and its messages have come at the same time of day each time.
const START_MS = Date.UTC(2026, 2, 14, 9, 41);

const RealDate = Date;
const realNow = performance.now.bind(performance);
let passedMs = 0;
let stoppedMs: number | null = null;

class PageDate extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    super(...((parts.length === 0 ? [PageDate.now()] : parts) as [number]));
  }

  static override now(): number {
    return START_MS;
  }
}

globalThis.Date = PageDate as DateConstructor;
performance.now = () => (stoppedMs ?? realNow()) + passedMs;

/** As if so much time had passed. What waits for a time of its own still waits. */
export function pass(ms: number): void {
  passedMs += ms;
}

/** No second passes any more: pictures that are compared are the same on any machine. */
export function stopTime(): void {
  stoppedMs ??= realNow();
}
