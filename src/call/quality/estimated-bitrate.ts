import type { LineSample } from './line-sample.js';
import { START_LINES } from './sending-plan.js';
import { VideoRates } from './video-rates.js';

/** Packets that wait so much longer than they need, or so many lost ones, say that less must be sent. */
const CONGESTED_QUEUE_MS = 200;
const CONGESTED_LOSS = 0.1;
/** No more often than this it is less; and after so long without a sign of congestion, more. */
const DECREASE_MS = 1_000;
const CLEAN_MS = 3_000;
const DECREASE = 0.5;
const INCREASE = 1.5;
const MIN_BITRATE = 40_000;
/** Without a sign of congestion, no line is so thin that video would have to be paused: Firefox may be too careful. */
const MIN_PROVEN = 60_000;
/**
 * Where it begins, in bit/s: too little for larger pictures than the first. Firefox 153 that has to send 720 lines at once
 * sends 1.5 Mbit/s, whatever the line carries: on 300 kbit/s that took the picture away for the first 15 seconds.
 */
const FIRST_BITRATE = 200_000;
/** The line is taken for no more than so many times what the browser uses of it: more has not been seen. */
const UNPROVEN = 1.1;
/** Round trips that take longer may be due to the other direction. Alone they are no reason to pause what the browser can send. */
const NOT_THIN = 150_000;
/** Firefox never uses much more than 500 kbit/s for the small first pictures. If it uses most of that, far more may be there. */
const SMALL_BITRATE = 450_000;
const SMALL_UNPROVEN = 2.5;
/** A report on video that is older is none on what is sent now. */
const REPORT_AGE_MS = 2_500;

/**
 * What the line carries, where the browser does not say (Firefox 153). It does count the bytes that its encoder may use, and
 * those follow what it takes the line for. But they follow late, so at each sign of congestion it is no more than what has
 * arrived. Of a browser that does not even count them it is found out as TCP does (RFC 5681).
 */
export class EstimatedBitrate {
  #max: number;
  readonly #rates = new VideoRates();
  #bitrate: number;
  /** When it last was as much as is proven, or was changed. */
  #changedAtMs: number | null = null;
  #decreasedAtMs = -Infinity;
  /** What is proven next counts at once, also if it is less. */
  #isTrial = false;
  /** There was never less than before. */
  #hasOnlyRisen = true;
  /** The browser counts what its encoder may use. */
  #isCounted = false;

  /** @param max the most that is ever sent, in bit/s */
  constructor(max: number) {
    this.#max = max;
    this.#bitrate = Math.min(max, FIRST_BITRATE);
  }

  /** So much is tried now: there will be signs of congestion if it is too much, or the encoder may use less. */
  tryOut(bitrate: number): void {
    this.#bitrate = Math.max(this.#bitrate, Math.min(this.#max, bitrate));
    this.#changedAtMs = null;
    this.#isTrial = true;
  }

  /** @param max as it is now @returns what the line carries, in bit/s */
  add(sample: LineSample, queueMs: number, max = this.#max): number {
    this.#max = max;
    const { atMs, availableBitrate, video } = sample;
    if (availableBitrate !== null) return availableBitrate;
    this.#changedAtMs ??= atMs;
    const rates = video && this.#rates.add(video);
    const isReported = !!video?.report && video.atMs - video.report.atMs < REPORT_AGE_MS;
    const usable = isReported ? (rates?.usable ?? 0) : 0;
    this.#isCounted ||= usable > 0;
    const waits = queueMs > CONGESTED_QUEUE_MS;
    const loss = isReported
      ? (video.report?.loss ?? 0)
      : Math.max(sample.audioLoss ?? 0, sample.videoLoss ?? 0);
    const isLossy = loss > CONGESTED_LOSS;
    // With losses alone the browser has reckoned.
    if (waits && isLossy && rates) this.#decrease(atMs, rates.sent * (1 - loss), 0);
    else if (waits || (isLossy && !this.#isCounted)) {
      this.#decrease(atMs, Infinity, Math.max(usable * DECREASE, Math.min(usable, NOT_THIN)));
    } else if (usable > 0) {
      const isSmall =
        this.#hasOnlyRisen && usable >= SMALL_BITRATE && (video?.lines ?? 0) <= START_LINES;
      this.#prove(atMs, this.#changedAtMs, usable * (isSmall ? SMALL_UNPROVEN : UNPROVEN));
    } else if (atMs - this.#changedAtMs >= CLEAN_MS) this.#increase(atMs);
    return this.#bitrate;
  }

  /** @param most what has arrived @param least what the browser can send all the same */
  #decrease(atMs: number, most: number, least: number): void {
    this.#changedAtMs = atMs;
    if (atMs - this.#decreasedAtMs < DECREASE_MS) return;
    this.#decreasedAtMs = atMs;
    this.#hasOnlyRisen = false;
    const less = Math.max(MIN_BITRATE, Math.min(this.#bitrate * DECREASE, most));
    this.#bitrate = Math.min(this.#bitrate, Math.max(less, least));
  }

  /** It is the most that was proven within some seconds. */
  #prove(atMs: number, changedAtMs: number, proven: number): void {
    if (proven < this.#bitrate && atMs - changedAtMs < CLEAN_MS && !this.#isTrial) return;
    // A browser that has become careful is no jam.
    const least = this.#isTrial ? MIN_PROVEN : Math.max(MIN_PROVEN, this.#bitrate * DECREASE);
    this.#isTrial = false;
    this.#hasOnlyRisen &&= proven >= this.#bitrate;
    this.#bitrate = Math.min(this.#max, Math.max(least, proven));
    this.#changedAtMs = atMs;
  }

  #increase(atMs: number): void {
    this.#changedAtMs = atMs;
    // Where more is proven as soon as video is sent again, there is no need to guess it.
    const most = this.#isCounted ? Math.max(FIRST_BITRATE, this.#bitrate) : this.#max;
    this.#bitrate = Math.min(most, this.#max, this.#bitrate * INCREASE);
  }
}
