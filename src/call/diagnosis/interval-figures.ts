import type {
  CallReport,
  PictureReport,
  ReceivedPictureReport,
  ReceivedReports,
  ReceivedSoundReport,
  SentPictureReport,
  SentReports,
  SourceReport,
} from '../terms/call-report.js';
import type { MediaSource } from '../terms/media-state.js';
import {
  NO_FIGURES,
  SECOND_MS,
  type ConnectionFigures,
  type ReceivedFigures,
  type SentFigures,
} from './connection-figures.js';

const BITS_PER_BYTE = 8;
/** Sound is reported on every 5 s, give or take a half (RFC 3550, section 6.2). An older report is of another time. */
const REPORT_VALID_MS = 10_000;

/** What has happened on a connection between two readings. */
export interface IntervalFigures extends Pick<
  CallReport,
  | 'path'
  | 'protocol'
  | 'relayedBy'
  | 'roundTripTimeMs'
  | 'availableOutgoingBitrate'
  | 'outgoingBitrate'
  | 'incomingBitrate'
  | 'packetLoss'
  | 'outgoingPacketLoss'
> {
  /** 0: there is nothing to compare with, and what is a rate is `null`. */
  readonly elapsedMs: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly sent: SentReports;
  readonly received: ReceivedReports;
}

/** What has happened since an earlier reading of the same connection; since its beginning, where that is `NO_FIGURES`. */
export function figuresSince(before: ConnectionFigures, now: ConnectionFigures): IntervalFigures {
  const elapsedMs = before === NO_FIGURES ? 0 : Math.max(0, now.timeMs - before.timeMs);
  const interval = new Interval(before, now, elapsedMs);
  const packetsReceived = now.packetsReceived - before.packetsReceived;
  const packetsLost = Math.max(0, now.packetsLost - before.packetsLost);
  return {
    path: now.path,
    protocol: now.protocol,
    relayedBy: now.relayedBy,
    roundTripTimeMs: now.roundTripTimeMs,
    availableOutgoingBitrate: now.availableOutgoingBitrate,
    elapsedMs,
    packetsReceived,
    packetsLost,
    outgoingBitrate: elapsedMs ? interval.bitrate(before.bytesSent, now.bytesSent) : null,
    incomingBitrate: elapsedMs ? interval.bitrate(before.bytesReceived, now.bytesReceived) : null,
    packetLoss:
      packetsReceived + packetsLost ? packetsLost / (packetsReceived + packetsLost) : null,
    outgoingPacketLoss: interval.outgoingLoss(),
    sent: {
      microphone: interval.sent('microphone'),
      camera: interval.sentPicture('camera'),
      screen: interval.sentPicture('screen'),
      screenSound: interval.sent('screenSound'),
    },
    received: {
      microphone: interval.receivedSound('microphone'),
      camera: interval.receivedPicture('camera'),
      screen: interval.receivedPicture('screen'),
      screenSound: interval.receivedSound('screenSound'),
    },
  };
}

class Interval {
  readonly #before: ConnectionFigures;
  readonly #now: ConnectionFigures;
  readonly #elapsedMs: number;

  constructor(before: ConnectionFigures, now: ConnectionFigures, elapsedMs: number) {
    this.#before = before;
    this.#now = now;
    this.#elapsedMs = elapsedMs;
  }

  bitrate(before: number, now: number): number {
    return Math.round((now - before) * BITS_PER_BYTE * this.#perSecond);
  }

  sent(source: MediaSource): SourceReport | null {
    const [before, now] = [this.#before.sent[source], this.#now.sent[source]];
    return this.#rateOf(before, now, this.#reportedLoss(now));
  }

  sentPicture(source: 'camera' | 'screen'): SentPictureReport | null {
    const [before, now] = [this.#before.sent[source], this.#now.sent[source]];
    const rate = this.sent(source);
    return rate && { ...this.#pictureOf(before, now, rate), limitedBy: now.limitedBy };
  }

  receivedSound(source: 'microphone' | 'screenSound'): ReceivedSoundReport | null {
    const [before, now] = [this.#before.received[source], this.#now.received[source]];
    const rate = this.#receivedRate(before, now);
    const samples = now.samples - before.samples;
    const madeUp = difference(before.madeUpSamples, now.madeUpSamples);
    return (
      rate && {
        ...rate,
        madeUp: madeUp === null || samples <= 0 ? null : share(madeUp, samples),
        delayMs: this.#delay(before, now),
      }
    );
  }

  receivedPicture(source: 'camera' | 'screen'): ReceivedPictureReport | null {
    const [before, now] = [this.#before.received[source], this.#now.received[source]];
    const rate = this.#receivedRate(before, now);
    // A screen on which nothing moves: a freeze with each picture after a while (Chromium 156, Firefox 153).
    const isScreen = source === 'screen';
    return (
      rate && {
        ...this.#pictureOf(before, now, rate),
        freezes: isScreen ? null : difference(before.freezes, now.freezes),
        freezeMs: isScreen ? null : difference(before.freezeMs, now.freezeMs),
        delayMs: this.#delay(before, now),
      }
    );
  }

  /** Over all sources, by how much is sent of each. */
  outgoingLoss(): number | null {
    let [packets, lost] = [0, 0];
    for (const source of ['microphone', 'camera', 'screen', 'screenSound'] as const) {
      const now = this.#now.sent[source];
      const loss = this.#reportedLoss(now);
      if (loss === null) continue;
      const sent = now.packets - this.#before.sent[source].packets;
      packets += sent;
      lost += sent * loss;
    }
    return packets > 0 ? lost / packets : null;
  }

  get #perSecond(): number {
    return SECOND_MS / this.#elapsedMs;
  }

  /** `null` if nothing has been transported: packets without bytes only try out how much could be. */
  #rateOf(
    before: Pick<SentFigures, 'bytes'>,
    now: Pick<SentFigures, 'bytes' | 'codec'>,
    packetLoss: number | null,
  ): SourceReport | null {
    if (!this.#elapsedMs || now.bytes <= before.bytes) return null;
    return { codec: now.codec, bitrate: this.bitrate(before.bytes, now.bytes), packetLoss };
  }

  #receivedRate(before: ReceivedFigures, now: ReceivedFigures): SourceReport | null {
    // What comes after all is taken off what was lost.
    const lost = Math.max(0, now.packetsLost - before.packetsLost);
    const all = now.packets - before.packets + lost;
    return this.#rateOf(before, now, all > 0 ? lost / all : null);
  }

  #pictureOf(
    before: Pick<SentFigures, 'frames'>,
    now: Pick<SentFigures, 'frames' | 'width' | 'height'>,
    rate: SourceReport,
  ): PictureReport {
    const framesPerSecond = Math.round((now.frames - before.frames) * this.#perSecond * 10) / 10;
    return { ...rate, width: now.width, height: now.height, framesPerSecond };
  }

  #reportedLoss({ reportedAtMs, reportedLoss }: SentFigures): number | null {
    const isValid = reportedAtMs !== null && this.#now.timeMs - reportedAtMs <= REPORT_VALID_MS;
    return isValid ? reportedLoss : null;
  }

  #delay(before: ReceivedFigures, now: ReceivedFigures): number | null {
    const bufferedMs = difference(before.bufferedMs, now.bufferedMs);
    const unbuffered = now.unbuffered - before.unbuffered;
    const { roundTripTimeMs } = this.#now;
    if (bufferedMs === null || unbuffered <= 0 || roundTripTimeMs === null) return null;
    return Math.round(bufferedMs / unbuffered + roundTripTimeMs / 2);
  }
}

/** Of counters, which begin at 0 where they are not there yet. `null`: the browser does not count this. */
function difference(before: number | null, now: number | null): number | null {
  return now === null ? null : Math.max(0, now - (before ?? 0));
}

function share(part: number, whole: number): number {
  return Math.min(1, part / whole);
}
