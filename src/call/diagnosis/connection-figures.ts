import type { CallReport, PictureLimit } from '../terms/call-report.js';
import { eachSource, type MediaSource, type PerSource } from '../terms/media-state.js';
import { entriesOf, sumOf, type Stats } from '../terms/stats.js';
import { NO_SECTIONS, type MediaSection } from './media-sections.js';

export const SECOND_MS = 1_000;

/** What is sent in one section, counted since the connection began. `null`: the browser does not say, or there is no such. */
export interface SentFigures {
  readonly codec: string | null;
  /** Of media, first time and repeated, without headers. */
  readonly bytes: number;
  readonly packets: number;
  readonly frames: number;
  /** Of the latest picture. */
  readonly width: number | null;
  readonly height: number | null;
  readonly limitedBy: PictureLimit | null;
  /** How long packets have waited in the sender, all together. Not in Firefox. */
  readonly waitedMs: number | null;
  /** What the peer has reported last: when that came, the share of the packets lost since its report before, round trip. */
  readonly reportedAtMs: number | null;
  readonly reportedLoss: number | null;
  readonly roundTripTimeMs: number | null;
}

/** What is received in one section, likewise. */
export interface ReceivedFigures {
  readonly codec: string | null;
  readonly bytes: number;
  readonly packets: number;
  readonly packetsLost: number;
  /** Pictures that were decoded. */
  readonly frames: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly freezes: number | null;
  readonly freezeMs: number | null;
  /** Of sound: all that was played, and what of it was made up for lost or late packets, silence aside. */
  readonly samples: number;
  readonly madeUpSamples: number | null;
  /** How long all samples or pictures together have stayed in the buffer, and how many have left it. */
  readonly bufferedMs: number | null;
  readonly unbuffered: number;
}

/** What `getStats` says, reduced to what report, quality and whoever controls it need. */
export interface ConnectionFigures extends Pick<
  CallReport,
  | 'path'
  | 'protocol'
  | 'relayedBy'
  | 'roundTripTimeMs'
  | 'availableOutgoingBitrate'
  | 'bytesSent'
  | 'bytesReceived'
> {
  /** When this was so, in milliseconds. */
  readonly timeMs: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly sent: PerSource<SentFigures>;
  readonly received: PerSource<ReceivedFigures>;
}

const LIMITS: { readonly [reason: string]: PictureLimit | undefined } = {
  bandwidth: 'bandwidth',
  cpu: 'processor',
  other: 'other',
  none: 'nothing',
};

const PROTOCOLS = ['udp', 'tcp', 'tls'] as const;

/**
 * Reads the figures of a connection: of the whole, and of each section both ways.
 *
 * @param sections of `sectionsOf(connection)`
 */
export function readFigures(report: RTCStatsReport, sections = NO_SECTIONS): ConnectionFigures {
  const entries = entriesOf(report);
  const byId = (id: string | undefined) => entries.find((entry) => entry.id === id);
  const transport = entries.find(({ type }) => type === 'transport');
  const pair = transport && byId(transport.selectedCandidatePairId);
  const inSection = (source: MediaSource, wanted: string) =>
    entries.find(
      ({ type, mid }) => type === wanted && mid !== undefined && mid === sections[source].mid,
    );
  const codecOf = (entry?: Stats) => byId(entry?.codecId)?.mimeType?.split('/')[1] ?? null;
  return {
    timeMs: entries[0]?.timestamp ?? 0,
    ...pathOf(pair && byId(pair.localCandidateId), pair && byId(pair.remoteCandidateId)),
    roundTripTimeMs: inMs(pair?.currentRoundTripTime),
    availableOutgoingBitrate: pair?.availableOutgoingBitrate ?? null,
    // Not those of the pair in use: they start again with each ICE restart, and what arrives may come by another.
    bytesSent: sumOf(report, 'bytesSent', 'outbound-rtp', 'data-channel'),
    bytesReceived: sumOf(report, 'bytesReceived', 'inbound-rtp', 'data-channel'),
    packetsReceived: sumOf(report, 'packetsReceived', 'inbound-rtp'),
    packetsLost: Math.max(0, sumOf(report, 'packetsLost', 'inbound-rtp')),
    sent: eachSource((source) => {
      const entry = inSection(source, 'outbound-rtp');
      const reported = entries.find(
        ({ type, localId }) => type === 'remote-inbound-rtp' && entry && localId === entry.id,
      );
      return readSent(entry, reported, codecOf(entry), sections[source]);
    }),
    received: eachSource((source) => {
      const entry = inSection(source, 'inbound-rtp');
      return readReceived(entry, codecOf(entry));
    }),
  };
}

function pathOf(
  local: Stats | undefined,
  remote: Stats | undefined,
): Pick<CallReport, 'path' | 'protocol' | 'relayedBy'> {
  if (local === undefined) return { path: null, protocol: null, relayedBy: null };
  const [isRelayedHere, isRelayedThere] = [local, remote].map(
    (candidate) => candidate?.candidateType === 'relay',
  );
  const name = isRelayedHere ? local.relayProtocol : local.protocol;
  return {
    path: isRelayedHere || isRelayedThere ? 'relayed' : 'direct',
    protocol: PROTOCOLS.find((protocol) => protocol === name) ?? null,
    relayedBy: isRelayedHere
      ? isRelayedThere
        ? 'both'
        : 'local'
      : isRelayedThere
        ? 'remote'
        : null,
  };
}

function readSent(
  entry: Stats | undefined,
  reported: Stats | undefined,
  codec: string | null,
  { sendsRed }: MediaSection,
): SentFigures {
  return {
    codec: sendsRed ? 'red' : codec,
    bytes: entry?.bytesSent ?? 0,
    packets: entry?.packetsSent ?? 0,
    frames: entry?.framesSent ?? 0,
    // Firefox says 0 before the first picture.
    width: entry?.frameWidth || null,
    height: entry?.frameHeight || null,
    limitedBy: LIMITS[entry?.qualityLimitationReason ?? ''] ?? null,
    waitedMs: inMs(entry?.totalPacketSendDelay),
    reportedAtMs: reported?.timestamp ?? null,
    reportedLoss: reported?.fractionLost ?? null,
    roundTripTimeMs: inMs(reported?.roundTripTime),
  };
}

function readReceived(entry: Stats | undefined, codec: string | null): ReceivedFigures {
  return {
    codec,
    bytes: entry?.bytesReceived ?? 0,
    packets: entry?.packetsReceived ?? 0,
    packetsLost: entry?.packetsLost ?? 0,
    frames: entry?.framesDecoded ?? 0,
    width: entry?.frameWidth || null,
    height: entry?.frameHeight || null,
    freezes: entry?.freezeCount ?? null,
    freezeMs: inMs(entry?.totalFreezesDuration),
    samples: entry?.totalSamplesReceived ?? 0,
    madeUpSamples:
      entry?.concealedSamples === undefined
        ? null
        : entry.concealedSamples - (entry.silentConcealedSamples ?? 0),
    bufferedMs: inMs(entry?.jitterBufferDelay),
    unbuffered: entry?.jitterBufferEmittedCount ?? 0,
  };
}

/** From seconds, as all durations in stats are. */
function inMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * SECOND_MS;
}

export const NO_FIGURES = readFigures(new Map());
