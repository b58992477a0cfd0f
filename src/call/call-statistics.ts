import type { Clock } from '../internal/clock.js';
import { Timer } from '../internal/timer.js';
import type { Link } from '../link/link.js';
import { rateQuality, type CallQuality } from './call-quality.js';
import { NO_FIGURES, readFigures, SECOND_MS, type CallReport } from './call-report.js';

const BITS_PER_BYTE = 8;

export interface CallStatisticsOptions {
  readonly clock: Clock;
  /** How often the connection is looked at. */
  readonly intervalMs: number;
  /** Whether the peer sends anything now. */
  readonly expectsMedia: () => boolean;
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

  constructor(options: CallStatisticsOptions) {
    this.#options = options;
    this.#timer = new Timer(options.clock, () => void this.#look());
  }

  /** The connection is up, for the first time or again. */
  start(connection: RTCPeerConnection): void {
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
      outgoingBitrate: bitrate('bytesSent'),
      incomingBitrate: bitrate('bytesReceived'),
      packetLoss: packetsReceived === 0 ? null : packetsLost / (packetsReceived + packetsLost),
      relayMessagesSent: link.relayMessagesSent,
      relayMessagesReceived: link.relayMessagesReceived,
      connectedMs: this.#connectedAt === null ? null : end - this.#connectedAt,
    };
  }

  async #look(): Promise<void> {
    const before = this.#figures;
    await this.#read();
    if (this.#connection === null) return;
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
      this.#options.onQuality(quality);
    }
  }

  async #read(): Promise<void> {
    try {
      const stats = await this.#connection?.getStats();
      if (stats !== undefined) this.#figures = readFigures(stats);
    } catch {
      // The connection was closed while it was asked: the last figures stand.
    }
  }
}
