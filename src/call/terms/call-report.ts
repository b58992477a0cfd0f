/** Figures of a call; those that are not known (yet) are `null`. */
export interface CallReport {
  /** `direct`: from browser to browser; `relayed`: through a TURN server. */
  readonly path: 'direct' | 'relayed' | null;
  /** Round trip time of the media path, in milliseconds. */
  readonly roundTripTimeMs: number | null;
  /** What is sent and received at present, in bit/s, as a mean over the last seconds. */
  readonly outgoingBitrate: number | null;
  readonly incomingBitrate: number | null;
  /** Share of the peer's packets that did not arrive, 0 to 1. */
  readonly packetLoss: number | null;
  /** Bytes of media and data over the call's own connection, without what the transport adds. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Messages over signaling, with acknowledgements and repetitions. */
  readonly relayMessagesSent: number;
  readonly relayMessagesReceived: number;
  /** Since the call was connected for the first time, in milliseconds. */
  readonly connectedMs: number | null;
}

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

/** The fields of https://www.w3.org/TR/webrtc-stats/ that are read here; each kind of entry has some of them. */
type Stats = RTCStats &
  Partial<RTCTransportStats & RTCIceCandidatePairStats & RTCInboundRtpStreamStats> & {
    readonly candidateType?: string;
  };

/** Adds a figure up over all entries of these types. */
export function sumOf(
  report: RTCStatsReport,
  field: 'packetsReceived' | 'packetsLost' | 'bytesReceived' | 'bytesSent',
  ...types: string[]
): number {
  return [...(report as unknown as ReadonlyMap<unknown, Stats>).values()]
    .filter(({ type }) => types.includes(type))
    .reduce((total, entry) => total + (entry[field] ?? 0), 0);
}

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
