/** How good the connection is, in the field's four words. `lost`: nothing arrives. */
export type CallQuality = 'excellent' | 'good' | 'poor' | 'lost';

/** What happened since the last look at the incoming side of the connection. */
export interface QualitySample {
  /** Packets of all media together. */
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /** Round trip time of the media path, in milliseconds. */
  readonly roundTripTimeMs: number;
  /** Share of what is heard that was made up for lost packets, 0 to 1. */
  readonly madeUp: number;
  /** Share of the time that the picture stood still, 0 to 1. */
  readonly frozen: number;
  /** Whether the peer sends anything now; silence is `lost` only if it does. */
  readonly expectsMedia: boolean;
}

type Limits = Readonly<Record<'loss' | 'roundTripTimeMs' | 'madeUp' | 'frozen', number>>;

/**
 * Beyond one of these it is `poor`. Loss: where Nextcloud Talk advises to turn video off. Made-up sound: what Microsoft's
 * Lync SDN calls acceptable. Frozen: our own choice, a second of two.
 */
const POOR: Limits = { loss: 0.3, roundTripTimeMs: 1_500, madeUp: 0.07, frozen: 0.5 };

/**
 * Within all of these it is `excellent`: nobody notices. Round trip: ITU-T G.114. Made-up sound: what Lync calls optimal.
 * Frozen: our own choice, a blink.
 */
const EXCELLENT: Limits = { loss: 0.02, roundTripTimeMs: 300, madeUp: 0.03, frozen: 0.1 };

export function rateQuality(sample: QualitySample): CallQuality {
  const { packetsReceived, packetsLost, expectsMedia } = sample;
  if (expectsMedia && packetsReceived === 0) return 'lost';
  const loss = packetsLost / Math.max(1, packetsReceived + packetsLost);
  if (isBeyond({ ...sample, loss }, POOR)) return 'poor';
  return isBeyond({ ...sample, loss }, EXCELLENT) ? 'good' : 'excellent';
}

function isBeyond(figures: Limits, limits: Limits): boolean {
  return (Object.keys(limits) as (keyof Limits)[]).some((name) => figures[name] > limits[name]);
}
