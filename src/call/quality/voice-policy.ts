import type { LineSample } from './line-sample.js';
import type { AudioPlan } from './sending-plan.js';

/** From this loss on each packet carries the one before it: at 20 % it made 1 to 4 % of made-up sound of 6 to 24 %. */
const REDUNDANT_LOSS = 0.03;
/** It ends when less than this was lost for so long. */
const CLEAN_LOSS = 0.01;
const CLEAN_MS = 30_000;
/** A call begins with it: what is lost is known only after some seconds. */
const FIRST_MS = 10_000;
/** A line that carries no more than this, in bit/s, or lets the voice wait so long, needs the thin voice. */
const THIN_BITRATE = 90_000;
const THIN_QUEUE_MS = 120;
/** With so much, the full voice comes back; for a voice alone, of whose line little is known, after this time. */
const FULL_BITRATE = 150_000;
const FULL_QUEUE_MS = 60;
const ALONE_MS = 30_000;
const MAX_ALONE_MS = 300_000;

/** A thin voice that still has to wait so long gets packets of 60 ms, which need but a third of the headers. */
const LONG_QUEUE_MS = 200;
const LONG_AFTER_MS = 2_000;

/** What the voice has to reckon with. */
export interface VoiceCircumstances {
  /** The line was too thin for video. */
  readonly isVideoPaused: boolean;
  /** What the line carries is known from video. */
  readonly sendsVideo: boolean;
  /** Packets are lost, but do not wait: the line is not thin, whatever the browser takes it for. */
  readonly isLossy?: boolean;
}

/** Decides how the voice is sent: with redundancy while packets are lost, with few bits while the line is thin. */
export class VoicePolicy {
  #firstAtMs: number | null = null;
  #cleanSinceMs: number | null = null;
  #thinSinceMs: number | null = null;
  #isRedundant = true;
  #isLong = false;
  /** Since when a thin voice has to wait. */
  #waitsSinceMs: number | null = null;
  /** How long a thin voice stays so before the full one is tried, when there is no video to learn the line from. */
  #aloneMs = ALONE_MS;

  /**
   * @param bitrate what the line carries
   * @param queueMs how long packets wait
   */
  next(
    { atMs, audioLoss }: LineSample,
    bitrate: number,
    queueMs: number,
    { isVideoPaused, sendsVideo, isLossy = false }: VoiceCircumstances,
  ): AudioPlan {
    this.#firstAtMs ??= atMs;
    this.#judgeLoss(atMs, audioLoss ?? 0);
    const isCongested = queueMs > THIN_QUEUE_MS && bitrate < FULL_BITRATE;
    if (isVideoPaused || isCongested || (bitrate < THIN_BITRATE && queueMs > FULL_QUEUE_MS)) {
      this.#thinSinceMs = atMs;
    } else if (this.#thinSinceMs !== null) {
      const waitMs = Math.min(this.#aloneMs, MAX_ALONE_MS);
      const isEnough = sendsVideo ? bitrate > FULL_BITRATE : atMs - this.#thinSinceMs > waitMs;
      if (isEnough || isLossy) {
        this.#thinSinceMs = null;
        // If it becomes thin again, later.
        if (!sendsVideo && !isLossy) this.#aloneMs *= 2;
      }
    }
    const isThin = this.#thinSinceMs !== null;
    this.#judgeQueue(atMs, isThin, queueMs);
    return { isThin, isRedundant: this.#isRedundant && !isThin, hasLongPackets: this.#isLong };
  }

  #judgeQueue(atMs: number, isThin: boolean, queueMs: number): void {
    if (!isThin) this.#isLong = false;
    if (!isThin || queueMs < LONG_QUEUE_MS) this.#waitsSinceMs = null;
    else this.#waitsSinceMs ??= atMs;
    this.#isLong ||= this.#waitsSinceMs !== null && atMs - this.#waitsSinceMs >= LONG_AFTER_MS;
  }

  #judgeLoss(atMs: number, loss: number): void {
    if (loss >= CLEAN_LOSS) this.#cleanSinceMs = null;
    else this.#cleanSinceMs ??= atMs;
    if (loss >= REDUNDANT_LOSS) {
      this.#isRedundant = true;
      this.#firstAtMs = -Infinity;
    } else if (this.#cleanSinceMs !== null) {
      // Nothing was ever lost: it ends sooner.
      const isFirst = this.#firstAtMs !== -Infinity;
      if (atMs - this.#cleanSinceMs >= (isFirst ? FIRST_MS : CLEAN_MS)) this.#isRedundant = false;
    }
  }
}
