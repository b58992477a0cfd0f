import type { CallReport } from '../terms/call-report.js';
import { sumOf, type Stats } from '../terms/stats.js';

/** What `getStats` says, reduced to what report and quality need. */
export interface ConnectionFigures extends Pick<
  CallReport,
  'path' | 'roundTripTimeMs' | 'bytesSent' | 'bytesReceived'
> {
  /** When this was so, in milliseconds. */
  readonly timeMs: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
}

export const SECOND_MS = 1_000;

/** Reads the figures that hold for the whole connection. */
export function readFigures(report: RTCStatsReport): ConnectionFigures {
  const stats = report as unknown as ReadonlyMap<unknown, Stats>;
  const entries = [...stats.values()];
  const transport = entries.find(({ type }) => type === 'transport');
  const pair = stats.get(transport?.selectedCandidatePairId);
  const isRelayed = [pair?.localCandidateId, pair?.remoteCandidateId].some(
    (id) => stats.get(id)?.candidateType === 'relay',
  );
  return {
    timeMs: entries[0]?.timestamp ?? 0,
    path: pair === undefined ? null : isRelayed ? 'relayed' : 'direct',
    roundTripTimeMs:
      pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * SECOND_MS,
    // Not those of the pair in use: they start again with each ICE restart, and what arrives may come by another.
    bytesSent: sumOf(report, 'bytesSent', 'outbound-rtp', 'data-channel'),
    bytesReceived: sumOf(report, 'bytesReceived', 'inbound-rtp', 'data-channel'),
    packetsReceived: sumOf(report, 'packetsReceived', 'inbound-rtp'),
    packetsLost: Math.max(0, sumOf(report, 'packetsLost', 'inbound-rtp')),
  };
}

export const NO_FIGURES = readFigures(new Map());
