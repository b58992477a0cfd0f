import type { LineSample } from './line-sample.js';

/** A voice that is so much late is worth a small gap. */
const LATE_MS = 250;
/** So little may be made up, and packets may come so irregularly, for the jam to be over. */
const CALM_CONCEALMENT = 0.02;
const CALM_JITTER_MS = 80;
const CALM_QUEUE_MS = 100;
/** All of it for so long. */
const CALM_MS = 1_500;
/** Not more often than this: who is late for a reason would have a gap each time. */
const AGAIN_MS = 30_000;

/**
 * Finds out that the receiver still waits for a jam that is over. Chromium's NetEq takes half a minute to forget the delays
 * of three seconds, and plays the voice half a second late meanwhile.
 */
export class DelayWatch {
  #previous: LineSample | null = null;
  #calmSinceMs: number | null = null;
  #lastAtMs = -Infinity;

  /** @param queueMs how long packets wait @returns whether the receiver should begin anew now */
  next(sample: LineSample, queueMs: number): boolean {
    const previous = this.#previous?.voice;
    const { atMs, voice } = sample;
    this.#previous = sample;
    if (!voice || !previous) return false;
    const emitted = voice.emitted - previous.emitted;
    const played = voice.played - previous.played;
    if (emitted <= 0 || played <= 0) return false;
    const delayMs = (voice.delayMs - previous.delayMs) / emitted;
    const isCalm =
      (voice.concealed - previous.concealed) / played < CALM_CONCEALMENT &&
      voice.jitterMs < CALM_JITTER_MS &&
      queueMs < CALM_QUEUE_MS;
    if (delayMs < LATE_MS || !isCalm) this.#calmSinceMs = null;
    else this.#calmSinceMs ??= atMs;
    const isDue =
      this.#calmSinceMs !== null &&
      atMs - this.#calmSinceMs >= CALM_MS &&
      atMs - this.#lastAtMs >= AGAIN_MS;
    if (isDue) this.#lastAtMs = atMs;
    return isDue;
  }
}
