import type { Clock } from '../internal/clock.js';
import { Timer } from '../internal/timer.js';
import type { Link } from '../link/link.js';
import { rateQuality, type CallQuality } from './call-quality.js';
import { NO_FIGURES, readFigures, type CallReport, type ConnectionFigures } from './call-report.js';

const BITS_PER_BYTE = 8;
const SECOND_MS = 1_000;

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
    const { path, roundTripTimeMs, bytesSent, bytesReceived, ...packets } = this.#figures;
    const { packetsLost, packetsReceived } = packets;
    const end = this.#endedAt ?? this.#options.clock.now();
    return {
      path,
      roundTripTimeMs,
      outgoingBitrate: this.#rate('bytesSent'),
      incomingBitrate: this.#rate('bytesReceived'),
      packetLoss: packetsReceived === 0 ? null : packetsLost / (packetsReceived + packetsLost),
      bytesSent,
      bytesReceived,
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
    if (before !== NO_FIGURES) this.#rateQuality(before, this.#figures);
    this.#timer.start(this.#options.intervalMs);
  }

  async #read(): Promise<void> {
    try {
      const stats = await this.#connection?.getStats();
      if (stats !== undefined) this.#figures = readFigures(stats);
    } catch {
      // The connection was closed while it was asked: the last figures stand.
    }
  }

  #rateQuality(before: ConnectionFigures, now: ConnectionFigures): void {
    const quality = rateQuality({
      packetsReceived: now.packetsReceived - before.packetsReceived,
      packetsLost: Math.max(0, now.packetsLost - before.packetsLost),
      roundTripTimeMs: now.roundTripTimeMs ?? 0,
      expectsMedia: this.#options.expectsMedia(),
    });
    this.#options.onQuality(quality);
  }

  #rate(bytes: 'bytesSent' | 'bytesReceived'): number | null {
    const elapsedMs = this.#figures.timeMs - this.#previous.timeMs;
    if (this.#previous === NO_FIGURES || elapsedMs <= 0) return null;
    const transferred = this.#figures[bytes] - this.#previous[bytes];
    return Math.round((transferred * BITS_PER_BYTE * SECOND_MS) / elapsedMs);
  }
}
