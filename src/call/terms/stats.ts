/** The fields of https://www.w3.org/TR/webrtc-stats/ that are read here; each kind of entry has some of them. */
export type Stats = RTCStats &
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
