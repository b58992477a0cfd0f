import type { Clock } from '../internal/clock.js';
import type { Link } from '../link/link.js';
import { readFigures, type CallReport, type ConnectionFigures } from './call-report.js';

const BITS_PER_BYTE = 8;
const SECOND_MS = 1_000;

const NO_FIGURES: ConnectionFigures = {
  timeMs: 0,
  path: null,
  roundTripTimeMs: null,
  bytesSent: 0,
  bytesReceived: 0,
  packetsReceived: 0,
  packetsLost: 0,
};

/** Puts the report of a call together from what the browser and the link have counted. */
export class CallReporter {
  readonly #clock: Clock;
  #connectedAt: number | null = null;
  #connectedMs: number | null = null;
  #figures = NO_FIGURES;
  #relayed = { sent: 0, received: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connected(): void {
    this.#connectedAt ??= this.#clock.now();
  }

  /** Keeps what the link has counted: after the end there is no link to ask. */
  ended(link: Link | null): void {
    this.#connectedMs = this.#sinceConnected();
    this.#countRelayed(link);
  }

  async report(connection: RTCPeerConnection | null, link: Link | null): Promise<CallReport> {
    const before = this.#figures;
    const isLive = connection !== null && connection.connectionState !== 'closed';
    const now = isLive ? readFigures(await connection.getStats()) : before;
    this.#figures = now;
    this.#countRelayed(link);
    const elapsedS = (now.timeMs - before.timeMs) / SECOND_MS;
    const rate = (bytes: number) =>
      before.timeMs === 0 || elapsedS <= 0 ? null : Math.round((bytes * BITS_PER_BYTE) / elapsedS);
    const packets = now.packetsReceived + now.packetsLost;
    return {
      path: now.path,
      roundTripTimeMs: now.roundTripTimeMs,
      outgoingBitrate: rate(now.bytesSent - before.bytesSent),
      incomingBitrate: rate(now.bytesReceived - before.bytesReceived),
      packetLoss: packets === 0 ? null : Math.max(0, now.packetsLost) / packets,
      bytesSent: now.bytesSent,
      bytesReceived: now.bytesReceived,
      relayMessagesSent: this.#relayed.sent,
      relayMessagesReceived: this.#relayed.received,
      connectedMs: this.#connectedMs ?? this.#sinceConnected(),
    };
  }

  #countRelayed(link: Link | null): void {
    if (link === null) return;
    this.#relayed = { sent: link.relayMessagesSent, received: link.relayMessagesReceived };
  }

  #sinceConnected(): number | null {
    return this.#connectedAt === null ? null : this.#clock.now() - this.#connectedAt;
  }
}
