import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { Link } from '../../link/link.js';
import type { CallError } from '../terms/call-error.js';
import { rateQuality, type CallQuality } from '../terms/call-quality.js';
import type { CallReport, LeftOut, PlannedLimit, SentPictureReport } from '../terms/call-report.js';
import { sendsAnything, type MediaSource, type MediaState } from '../terms/media-state.js';
import { NO_FIGURES, readFigures, type ConnectionFigures } from './connection-figures.js';
import { figuresSince, type IntervalFigures } from './interval-figures.js';
import { whatIsLeftOut } from './left-out.js';
import { sectionsOf } from './media-sections.js';
import { limitOfPicture } from './picture-limit.js';
import { PlayoutWatch } from './playout-watch.js';

export interface CallStatisticsOptions {
  readonly clock: Clock;
  /** How often the connection is looked at. */
  readonly intervalMs: number;
  /** What the peer says that it sends now. */
  readonly remoteMedia: () => MediaState;
  /** What keeps this side from sending more of a source, as far as the call does. */
  readonly limitOf: (source: MediaSource) => PlannedLimit | null;
  /** The link of the call, which counts what goes over the relay. */
  readonly link: () => Link;
  /** The quality has changed. */
  readonly onQuality: (quality: CallQuality, report: CallReport) => void;
  /** Lets whatever plays the peer's sound begin anew. */
  readonly restartSound: () => void;
  readonly onError: (error: CallError) => void;
}

/** Over connections of the call that have been replaced. */
type Sums = Pick<CallReport, 'bytesSent' | 'bytesReceived' | 'freezes' | 'freezeMs'>;

/** Looks at a connection's figures now and then: says how good it is, and reports when asked. */
export class CallStatistics {
  readonly #options: CallStatisticsOptions;
  readonly #timer: Timer;
  readonly #playout: PlayoutWatch;
  #connection: RTCPeerConnection | null = null;
  #connectedAt: number | null = null;
  #endedAt: number | null = null;
  /** As of the look before the last one, of the last one, and as of late. */
  #looks: readonly [ConnectionFigures, ConnectionFigures] = [NO_FIGURES, NO_FIGURES];
  #figures = NO_FIGURES;
  #leftOut: readonly LeftOut[] = [];
  #hadCamera = false;
  #quality: CallQuality | null = null;
  #earlier: Sums = { bytesSent: 0, bytesReceived: 0, freezes: 0, freezeMs: 0 };

  constructor(options: CallStatisticsOptions) {
    this.#options = options;
    this.#timer = new Timer(options.clock, () => void this.#look());
    this.#playout = new PlayoutWatch({
      ...options,
      restart: options.restartSound,
      read: async () => {
        await this.#read();
        return this.#figures.received.microphone;
      },
    });
  }

  /** `null` before it is known. */
  get quality(): CallQuality | null {
    return this.#quality;
  }

  /** The connection is up, for the first time or again. */
  start(connection: RTCPeerConnection): void {
    if (connection !== this.#connection) {
      // It counts from zero; what went over the one before it stays in the sum.
      this.#earlier = this.#sums;
      this.#looks = [NO_FIGURES, NO_FIGURES];
      this.#figures = NO_FIGURES;
      this.#playout.reset();
    }
    this.#connection = connection;
    this.#connectedAt ??= this.#options.clock.now();
    this.#timer.start(this.#options.intervalMs);
  }

  stop(): void {
    this.#connection = null;
    this.#endedAt = this.#options.clock.now();
    this.#timer.stop();
    this.#playout.reset();
  }

  async report(): Promise<CallReport> {
    await this.#read();
    return this.#reportOf(figuresSince(this.#looks[0], this.#figures));
  }

  #reportOf(interval: IntervalFigures): CallReport {
    const { elapsedMs, packetsReceived, packetsLost, ...figures } = interval;
    const { relayTraffic, messagesRejected } = this.#options.link();
    const end = this.#endedAt ?? this.#options.clock.now();
    return {
      ...figures,
      sent: {
        ...figures.sent,
        camera: this.#limited('camera', figures.sent.camera),
        screen: this.#limited('screen', figures.sent.screen),
      },
      ...this.#sums,
      relayMessagesSent: relayTraffic.sent,
      relayMessagesReceived: relayTraffic.received,
      messagesRejected,
      connectedMs: this.#connectedAt === null ? null : end - this.#connectedAt,
      leftOut: this.#leftOut,
    };
  }

  #limited(source: MediaSource, sent: SentPictureReport | null): SentPictureReport | null {
    const planned = this.#options.limitOf(source);
    return sent && { ...sent, limitedBy: limitOfPicture(sent.limitedBy, planned) };
  }

  get #sums(): Sums {
    const { bytesSent, bytesReceived, received } = this.#figures;
    const { freezes, freezeMs } = received.camera;
    return {
      bytesSent: this.#earlier.bytesSent + bytesSent,
      bytesReceived: this.#earlier.bytesReceived + bytesReceived,
      freezes: this.#earlier.freezes + (freezes ?? 0),
      freezeMs: this.#earlier.freezeMs + (freezeMs ?? 0),
    };
  }

  async #look(): Promise<void> {
    const connection = this.#connection;
    const [, before] = this.#looks;
    await this.#read();
    // Stopped meanwhile, or started with another connection, whose figures can't be compared with these.
    if (connection === null || connection !== this.#connection) return;
    this.#looks = [before, this.#figures];
    this.#timer.start(this.#options.intervalMs);
    this.#playout.next(this.#figures.received.microphone, this.#options.remoteMedia().microphone);
    if (before !== NO_FIGURES) this.#rate(figuresSince(before, this.#figures));
  }

  #rate(interval: IntervalFigures): void {
    const media = this.#options.remoteMedia();
    const { received, elapsedMs, packetsReceived, packetsLost, roundTripTimeMs } = interval;
    // A camera that has been off for a moment has stood still, but not by a fault.
    const freezeMs = media.camera && this.#hadCamera ? (received.camera?.freezeMs ?? 0) : 0;
    this.#hadCamera = media.camera;
    const quality = rateQuality({
      packetsReceived,
      packetsLost,
      roundTripTimeMs: roundTripTimeMs ?? 0,
      madeUp: Math.max(received.microphone?.madeUp ?? 0, received.screenSound?.madeUp ?? 0),
      frozen: elapsedMs > 0 ? freezeMs / elapsedMs : 0,
      expectsMedia: sendsAnything(media),
    });
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#options.onQuality(quality, this.#reportOf(interval));
  }

  async #read(): Promise<void> {
    try {
      const connection = this.#connection;
      const stats = await connection?.getStats();
      if (connection && stats && connection === this.#connection) {
        this.#figures = readFigures(stats, sectionsOf(connection));
        this.#leftOut = whatIsLeftOut(connection, this.#figures);
      }
    } catch {
      // The connection was closed while it was asked: the last figures stand.
    }
  }
}
