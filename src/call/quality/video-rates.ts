import type { VideoSample } from './video-sample.js';

/** What the encoder may use is counted per picture: it needs such a time to be a rate. */
const WINDOW_MS = 600;
/** At its beginning Firefox 153 counts up to five times as much: it does not know yet how many pictures there will be. */
const SETTLED_MS = 800;

export interface Rates {
  /** All that is sent, in bit/s. */
  readonly sent: number;
  /** What the encoder may use, in bit/s; 0 while that is not known, or no video is sent. */
  readonly usable: number;
}

/** Makes rates of what is counted. */
export class VideoRates {
  #window: VideoSample[] = [];
  /** Since when pictures are encoded, and when the last was. */
  #fromMs: number | null = null;
  #lastMs = -Infinity;

  /** @returns `null`: not known yet */
  add(video: VideoSample): Rates | null {
    const { atMs, bytes, targetBytes } = video;
    const last = this.#window.at(-1);
    // Another connection, or another stream.
    if (last && (bytes < last.bytes || targetBytes < last.targetBytes)) this.#restart();
    if (last && targetBytes > last.targetBytes) this.#lastMs = atMs;
    if (atMs - this.#lastMs > WINDOW_MS) this.#fromMs = null;
    else this.#fromMs ??= atMs;
    this.#window.push(video);
    while (this.#window[1] && atMs - this.#window[1].atMs >= WINDOW_MS) this.#window.shift();
    const [first] = this.#window;
    const ms = first ? atMs - first.atMs : 0;
    if (!first || ms < WINDOW_MS) return null;
    const rate = (field: 'bytes' | 'targetBytes') => (8_000 * (video[field] - first[field])) / ms;
    const isSettled = this.#fromMs !== null && first.atMs - this.#fromMs >= SETTLED_MS;
    return { sent: rate('bytes'), usable: isSettled ? rate('targetBytes') : 0 };
  }

  #restart(): void {
    this.#window = [];
    this.#fromMs = null;
  }
}
