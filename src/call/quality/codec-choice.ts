import type { VideoPlan } from './sending-plan.js';
import { ownCodec, type CodecEncoding } from './video-codecs.js';

/** The processor was too slow for so long: another codec. */
const SLOW_MS = 6_000;
/** Then the better one is tried again after this. */
const SLOW_AGAIN_MS = 120_000;

/**
 * Those that cost the processor least. A call with pictures of 720 lines took 15 ms of it for each with H.264, 23 with VP8, 24
 * with AV1 and 27 with VP9 (Chromium 156, two cores).
 */
const LIGHT = ['video/H264', 'video/VP8'];

/** One that both sides can, and that costs less than the one that is sent; `null`: there is none. */
export function lighterCodec({ codecs, encodings }: RTCRtpSendParameters): string | null {
  const [encoding] = encodings as CodecEncoding[];
  // Where none is chosen, the first counts.
  const present = LIGHT.indexOf((encoding?.codec ?? codecs[0])?.mimeType ?? '');
  const lighter = present < 0 ? LIGHT : LIGHT.slice(0, present);
  return lighter.find((type) => codecs.some(({ mimeType }) => mimeType === type)) ?? null;
}

/** Chooses a codec that costs less while the processor is what keeps pictures back. */
export class CodecChoice {
  #chosen: string | null = null;
  #chosenUntilMs = -Infinity;
  #slowSinceMs: number | null = null;

  /** Whether another one would be sent if the processor were faster. */
  get isLight(): boolean {
    return this.#chosen !== null;
  }

  /** What it adds to a plan. */
  get plan(): Pick<VideoPlan, 'codec'> {
    const codec = this.#chosen ?? ownCodec(navigator);
    return codec === undefined ? {} : { codec };
  }

  /** @param lighter what could be sent in place of the present codec */
  next(atMs: number, isProcessorLimited: boolean, lighter: string | null): void {
    if (atMs >= this.#chosenUntilMs) this.#chosen = null;
    if (!isProcessorLimited || lighter === null) this.#slowSinceMs = null;
    else if (this.#slowSinceMs === null) this.#slowSinceMs = atMs;
    else if (atMs - this.#slowSinceMs >= SLOW_MS) {
      this.#slowSinceMs = null;
      this.#chosen = lighter;
      this.#chosenUntilMs = atMs + SLOW_AGAIN_MS;
    }
  }
}
