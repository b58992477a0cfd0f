import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { Link } from '../../link/link.js';
import { rateQuality, type CallQuality } from '../terms/call-quality.js';
import type { CallReport } from '../terms/call-report.js';
import { NO_FIGURES, readFigures, SECOND_MS } from './connection-figures.js';

const BITS_PER_BYTE = 8;

export interface CallStatisticsOptions {
  readonly clock: Clock;
  /** How often the connection is looked at. */
  readonly intervalMs: number;
  /** Whether the peer sends anything now. */
  readonly expectsMedia: () => boolean;
  /** The quality has changed. */
  readonly onQuality: (quality: CallQuality) => void;
}

/** Looks at a connection's figures now and then: says how good it is, and reports when asked. */
export class CallStatistics {
  readonly #options: CallStatisticsOptions;
  readonly #timer: Timer;
  #connection: RTCPeerConnection | null = null;
  #connectedAt: number | null = null;
  #endedAt: number | null = null;
  #previous = NO_FIGURES;
  #figures = NO_FIGURES;
  #quality: CallQuality | null = null;
  /** Over connections of the call that have been replaced. */
  #earlier = { bytesSent: 0, bytesReceived: 0 };

  constructor(options: CallStatisticsOptions) {
    this.#options = options;
    this.#timer = new Timer(options.clock, () => void this.#look());
  }

  /** `null` before it is known. */
  get quality(): CallQuality | null {
    return this.#quality;
  }

  /** The connection is up, for the first time or again. */
  start(connection: RTCPeerConnection): void {
    if (connection !== this.#connection) {
      // It counts from zero; what went over the one before it stays in the sum.
      const { bytesSent, bytesReceived } = this.#figures;
      this.#earlier = {
        bytesSent: this.#earlier.bytesSent + bytesSent,
        bytesReceived: this.#earlier.bytesReceived + bytesReceived,
      };
      this.#previous = this.#figures = NO_FIGURES;
    }
    this.#connection = connection;
    this.#connectedAt ??= this.#options.clock.now();
    this.#timer.start(this.#options.intervalMs);
  }

  stop(): void {
    this.#connection = null;
    this.#endedAt = this.#options.clock.now();
    this.#timer.stop();
  }

  async report(link: Link): Promise<CallReport> {
    await this.#read();
    const before = this.#previous;
    const { timeMs, packetsLost, packetsReceived, ...figures } = this.#figures;
    const elapsedMs = timeMs - before.timeMs;
    const bitrate = (bytes: 'bytesSent' | 'bytesReceived') =>
      before !== NO_FIGURES && elapsedMs > 0
        ? Math.round(((figures[bytes] - before[bytes]) * BITS_PER_BYTE * SECOND_MS) / elapsedMs)
        : null;
    const end = this.#endedAt ?? this.#options.clock.now();
    return {
      ...figures,
      bytesSent: this.#earlier.bytesSent + figures.bytesSent,
      bytesReceived: this.#earlier.bytesReceived + figures.bytesReceived,
      outgoingBitrate: bitrate('bytesSent'),
      incomingBitrate: bitrate('bytesReceived'),
      packetLoss: packetsReceived === 0 ? null : packetsLost / (packetsReceived + packetsLost),
      relayMessagesSent: link.relayTraffic.sent,
      relayMessagesReceived: link.relayTraffic.received,
      messagesRejected: link.messagesRejected,
      connectedMs: this.#connectedAt === null ? null : end - this.#connectedAt,
    };
  }

  async #look(): Promise<void> {
    const connection = this.#connection;
    const before = this.#figures;
    await this.#read();
    // Stopped meanwhile, or started with another connection, whose figures can't be compared with these.
    if (connection === null || connection !== this.#connection) return;
    this.#previous = before;
    this.#timer.start(this.#options.intervalMs);
    const now = this.#figures;
    if (before !== NO_FIGURES) {
      const quality = rateQuality({
        packetsReceived: now.packetsReceived - before.packetsReceived,
        packetsLost: now.packetsLost - before.packetsLost,
        roundTripTimeMs: now.roundTripTimeMs ?? 0,
        expectsMedia: this.#options.expectsMedia(),
      });
      if (quality === this.#quality) return;
      this.#quality = quality;
      this.#options.onQuality(quality);
    }
  }

  async #read(): Promise<void> {
    try {
      const connection = this.#connection;
      const stats = await connection?.getStats();
      if (stats && connection === this.#connection) this.#figures = readFigures(stats);
    } catch {
      // The connection was closed while it was asked: the last figures stand.
    }
  }
}
