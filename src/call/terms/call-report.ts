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
  /**
   * Messages of this call over signaling, with acknowledgements and repetitions, those after the end among them. What both
   * sides have sent is what a relay has passed on for it, and is paid for. Frames of the signaling client itself are not
   * counted, since they serve all of its calls: who-am-I and keep-alive, rooms and their members, ICE servers.
   */
  readonly relayMessagesSent: number;
  readonly relayMessagesReceived: number;
  /** What came over signaling or the own connection for this call, and was not the peer's: forged, or copied. */
  readonly messagesRejected: number;
  /** Since the call was connected for the first time, in milliseconds. */
  readonly connectedMs: number | null;
}
