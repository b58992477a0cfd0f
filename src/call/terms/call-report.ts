import type { PerSource } from './media-state.js';

/**
 * What keeps a picture from being sent as it comes from its source; `other`: the browser says no more. `maxBitrate` and
 * `dataSaver` of either side are no lack of bandwidth: a picture that has all that they allow is limited by `nothing`.
 */
export type PictureLimit = 'bandwidth' | 'processor' | 'other' | 'nothing';

/** What the call itself can know of it. */
export type PlannedLimit = Exclude<PictureLimit, 'other'>;

/** What is sent, or received, of one source: as of the last seconds. */
export interface SourceReport {
  /**
   * As in a description, without its kind: `opus`, `VP8`. Sound that is sent with a copy of the packet before (RFC 2198) is
   * `red`; of received sound Chromium (156) says `opus` then, too. `null` where the browser does not say.
   */
  readonly codec: string | null;
  /** In bit/s, without what the transport adds. */
  readonly bitrate: number;
  /**
   * Share of the packets that did not arrive, 0 to 1, repeated ones aside. Of what is sent: by the peer's latest report, and
   * `null` where none has come for a while.
   */
  readonly packetLoss: number | null;
}

export interface PictureReport extends SourceReport {
  /** In pixels. */
  readonly width: number | null;
  /** The lines of the picture. */
  readonly height: number | null;
  readonly framesPerSecond: number;
}

export interface SentPictureReport extends PictureReport {
  /**
   * What keeps it from being sharper or smoother: fewer lines, fewer pictures or a codec that costs less. `null`: the call has
   * left out nothing, and the browser does not say whether it has (Firefox, Safari).
   */
  readonly limitedBy: PictureLimit | null;
}

export interface ReceivedPictureReport extends PictureReport {
  /**
   * How often the picture stood still, and for how long, in milliseconds, in the last seconds. `null` where the browser
   * does not say, and for a screen: browsers take one on which nothing moves for frozen.
   */
  readonly freezes: number | null;
  readonly freezeMs: number | null;
  /** From the peer's camera to here: the time in the buffer, and half a round trip. In milliseconds, an estimate. */
  readonly delayMs: number | null;
}

export interface ReceivedSoundReport extends SourceReport {
  /**
   * Share of what is heard that this side has made up for packets that were lost or late, 0 to 1. The silence that is put in
   * when nothing comes at all does not count: it is also there when the peer sends nothing. `null` where the browser does not say.
   */
  readonly madeUp: number | null;
  /** From the peer's microphone to here: the time in the buffer, and half a round trip. In milliseconds, an estimate. */
  readonly delayMs: number | null;
}

/** What is sent of each source; `null` for one of which nothing is sent. */
export interface SentReports extends PerSource<SourceReport | null> {
  readonly camera: SentPictureReport | null;
  readonly screen: SentPictureReport | null;
}

/** What is received of each source; `null` for one of which nothing comes. */
export interface ReceivedReports extends PerSource<SourceReport | null> {
  readonly microphone: ReceivedSoundReport | null;
  readonly camera: ReceivedPictureReport | null;
  readonly screen: ReceivedPictureReport | null;
  readonly screenSound: ReceivedSoundReport | null;
}

/**
 * What a call does without: `redundancy`, one of the browsers can't send or receive a voice with a copy of what may get lost (RFC
 * 2198); `codec-order`, this browser can't be told which codec is preferred; `bitrate-estimate`, it does not say what the line
 * carries, which is found out from what arrives.
 */
export type LeftOut = 'redundancy' | 'codec-order' | 'bitrate-estimate';

/** Figures of a call; those that are not known (yet) are `null`. */
export interface CallReport {
  /** `direct`: from browser to browser; `relayed`: through a TURN server. */
  readonly path: 'direct' | 'relayed' | null;
  /** What this side sends over: to the peer, or to its own TURN server. */
  readonly protocol: 'udp' | 'tcp' | 'tls' | null;
  /** Whose TURN server passes the call on, where it is relayed. */
  readonly relayedBy: 'local' | 'remote' | 'both' | null;
  /** Round trip time of the media path, in milliseconds. */
  readonly roundTripTimeMs: number | null;
  /** What is sent and received at present, in bit/s, as a mean over the last seconds. */
  readonly outgoingBitrate: number | null;
  readonly incomingBitrate: number | null;
  /** What could be sent at present, in bit/s, as the browser estimates it. Chromium and Safari alone say. */
  readonly availableOutgoingBitrate: number | null;
  /** Share of the peer's packets that did not arrive in the last seconds, 0 to 1. */
  readonly packetLoss: number | null;
  /** Share of this side's packets that did not arrive at the peer, 0 to 1, by its latest reports. */
  readonly outgoingPacketLoss: number | null;
  /** What is sent and received of each source: as of the last seconds, and all `null` until the call has been up for some. */
  readonly sent: SentReports;
  readonly received: ReceivedReports;
  /** How often the peer's camera stood still since the call began, and for how long, in milliseconds. */
  readonly freezes: number;
  readonly freezeMs: number;
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
  /** What this side does without, because one of the browsers does not have it; empty before it is connected. */
  readonly leftOut: readonly LeftOut[];
}
