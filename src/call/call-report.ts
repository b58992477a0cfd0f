/** Figures of a call since it began, or since it connected; those that are not known (yet) are `null`. */
export interface CallReport {
  /** `direct`: from browser to browser; `relayed`: through a TURN server. */
  readonly path: 'direct' | 'relayed' | null;
  /** Round trip time of the media path, in milliseconds. */
  readonly roundTripTimeMs: number | null;
  /** What is sent and received at present, in bit/s, as a mean since the report before this one. */
  readonly outgoingBitrate: number | null;
  readonly incomingBitrate: number | null;
  /** Share of the peer's packets that did not arrive, 0 to 1. */
  readonly packetLoss: number | null;
  /** Bytes of media and data over the call's own connection. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Messages over signaling. */
  readonly relayMessagesSent: number;
  readonly relayMessagesReceived: number;
  /** Since the call was connected, in milliseconds. */
  readonly connectedMs: number | null;
}

/** What `getStats` says, reduced to what the report and the quality need. */
export interface ConnectionFigures {
  readonly timeMs: number;
  readonly path: 'direct' | 'relayed' | null;
  readonly roundTripTimeMs: number | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
}

const SECOND_MS = 1_000;

interface CandidatePairStats extends RTCIceCandidatePairStats {
  /** Firefox has no transport stats, and marks the pair in use instead. */
  readonly selected?: boolean;
}

/** Reads the figures of https://www.w3.org/TR/webrtc-stats/ that hold for the whole connection. */
export function readFigures(stats: RTCStatsReport): ConnectionFigures {
  const entries = [...stats.values()] as RTCStats[];
  const ofType = <T extends RTCStats>(type: string) =>
    entries.filter((entry): entry is T => entry.type === type);
  const [transport] = ofType<RTCTransportStats>('transport');
  const pair = ofType<CandidatePairStats>('candidate-pair').find(
    ({ id, selected }) => selected === true || id === transport?.selectedCandidatePairId,
  );
  const inbound = ofType<RTCInboundRtpStreamStats>('inbound-rtp');
  const sum = (values: (number | undefined)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    timeMs: entries[0]?.timestamp ?? 0,
    path: pair === undefined ? null : pathOf(pair, stats),
    roundTripTimeMs:
      pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * SECOND_MS,
    bytesSent: pair?.bytesSent ?? 0,
    bytesReceived: pair?.bytesReceived ?? 0,
    packetsReceived: sum(inbound.map(({ packetsReceived }) => packetsReceived)),
    packetsLost: sum(inbound.map(({ packetsLost }) => packetsLost)),
  };
}

function pathOf(pair: RTCIceCandidatePairStats, stats: RTCStatsReport): 'direct' | 'relayed' {
  const types = [pair.localCandidateId, pair.remoteCandidateId].map(
    (id) => (stats.get(id) as { candidateType?: string } | undefined)?.candidateType,
  );
  return types.includes('relay') ? 'relayed' : 'direct';
}
