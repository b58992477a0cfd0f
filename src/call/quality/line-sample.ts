import type { Stats } from '../terms/stats.js';
import { readVideo, type VideoSample } from './video-sample.js';

/** What a look at the connection says of the way to the peer. What the browser does not say is `null`. */
export interface LineSample {
  /** In milliseconds of the call's clock. */
  readonly atMs: number;
  /** What the browser takes the line for, in bit/s. Firefox 153 does not say. */
  readonly availableBitrate: number | null;
  readonly roundTripMs: number | null;
  /** Share of the own voice that did not arrive lately, 0 to 1, by the peer's latest report. */
  readonly audioLoss: number | null;
  /** The same of the own video. */
  readonly videoLoss: number | null;
  /** The processor can't encode as many pictures as it should (Chromium). */
  readonly isProcessorLimited: boolean;
  /** The peer's voice as it is received, since the connection began; `null` before it has come. */
  readonly voice: ReceivedVoice | null;
  /** The own video, as far as the estimate of what the line carries needs it; `null` where the browser says so itself. */
  readonly video: VideoSample | null;
  /** Pictures that this side has encoded since the connection began. */
  readonly encodedPictures: number;
  /** The way that the packets take: its figures can't be compared with those of another. */
  readonly route: string;
}

export interface ReceivedVoice {
  /** How long all samples have waited to be played, added up, and how many. */
  readonly delayMs: number;
  readonly emitted: number;
  /** Samples that were played, and those of them that were made up. */
  readonly played: number;
  readonly concealed: number;
  /** How irregularly packets come (RFC 3550, section 6.4.1). */
  readonly jitterMs: number;
}

const SECOND_MS = 1_000;
/** The section of the microphone: browsers number them in the order of the layout. */
const MICROPHONE_MID = '0';
/** Reports on a track that is not sent any more stay in the statistics. Those on a voice come every five seconds or so. */
const LOSS_AGE_MS = 10_000;
const ROUND_TRIP_AGE_MS = 3_000;

/** The fields that are read here, of https://www.w3.org/TR/webrtc-stats/; `undefined` where a browser lacks one. */
interface LineStats extends Stats {
  readonly kind?: string;
  readonly nominated?: boolean;
  readonly jitter?: number;
  readonly framesEncoded?: number;
}

/** Reads what `getStats` says of the way to the peer. */
export function readLine(report: RTCStatsReport, atMs: number): LineSample {
  const stats = report as unknown as ReadonlyMap<unknown, LineStats>;
  const entries = [...stats.values()];
  const transport = entries.find(({ type }) => type === 'transport');
  const pair =
    stats.get(transport?.selectedCandidatePairId) ??
    // Not every browser says which pair its transport uses.
    entries.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true);
  const nowMs = pair?.timestamp ?? 0;
  const reports = entries.filter(({ type }) => type === 'remote-inbound-rtp');
  const lossOf = (kind: string) =>
    Math.max(
      ...reports
        .filter((each) => each.kind === kind && nowMs - each.timestamp < LOSS_AGE_MS)
        .map((each) => each.fractionLost ?? -Infinity),
    );
  const times = reports
    .filter((each) => nowMs - each.timestamp < ROUND_TRIP_AGE_MS)
    .map((each) => each.roundTripTime);
  const availableBitrate = pair?.availableOutgoingBitrate ?? null;
  // Firefox 153 measures that of the pair every five seconds only: it is old where there are reports.
  const isPairOld = availableBitrate === null && times.some((time) => time !== undefined);
  return {
    atMs,
    availableBitrate,
    roundTripMs: greatest(isPairOld ? times : [pair?.currentRoundTripTime, ...times], SECOND_MS),
    audioLoss: finite(lossOf('audio')),
    videoLoss: finite(lossOf('video')),
    isProcessorLimited: entries.some((each) => each.qualityLimitationReason === 'cpu'),
    voice: readVoice(entries),
    video: availableBitrate === null ? readVideo(entries, pair) : null,
    encodedPictures: entries.reduce((sum, { framesEncoded = 0 }) => sum + framesEncoded, 0),
    route: String(pair?.id),
  };
}

function readVoice(entries: readonly LineStats[]): ReceivedVoice | null {
  const voice = entries.find(
    ({ type, mid, kind }) => type === 'inbound-rtp' && kind === 'audio' && mid === MICROPHONE_MID,
  );
  if (!voice) return null;
  return {
    delayMs: (voice.jitterBufferDelay ?? 0) * SECOND_MS,
    emitted: voice.jitterBufferEmittedCount ?? 0,
    played: voice.totalSamplesReceived ?? 0,
    concealed: voice.concealedSamples ?? 0,
    jitterMs: (voice.jitter ?? 0) * SECOND_MS,
  };
}

function greatest(values: readonly (number | undefined)[], factor: number): number | null {
  return finite(Math.max(...values.map((value) => value ?? -Infinity)) * factor);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
