/** The fields of https://www.w3.org/TR/webrtc-stats/ that are read here; each kind of entry has some of them. */
export interface Stats extends RTCStats {
  // Of a transport, its pair of candidates, and these.
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
  // Of what is sent or received in one section of the description.
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesSent?: number;
  readonly framesDecoded?: number;
  readonly qualityLimitationReason?: string;
  readonly totalPacketSendDelay?: number;
  readonly freezeCount?: number;
  readonly totalFreezesDuration?: number;
  readonly totalSamplesReceived?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  // Of what the peer reports of that.
  readonly localId?: string;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
}

type CountedField = 'packetsReceived' | 'packetsLost' | 'bytesReceived' | 'bytesSent';

/** Adds a figure up over all entries of these types. */
export function sumOf(report: RTCStatsReport, field: CountedField, ...types: string[]): number {
  return entriesOf(report)
    .filter(({ type }) => types.includes(type))
    .reduce((total, entry) => total + (entry[field] ?? 0), 0);
}

/** The entries of a report. Each type of browser leaves some of their fields out. */
export function entriesOf(report: RTCStatsReport): Stats[] {
  return [...(report as unknown as ReadonlyMap<string, Stats>).values()];
}
