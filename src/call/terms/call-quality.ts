/** How good the connection is, in the field's four words. `lost`: nothing arrives. */
export type CallQuality = 'excellent' | 'good' | 'poor' | 'lost';

/** What happened since the last look at the incoming side of the connection. */
export interface QualitySample {
  /** Packets of all media together. */
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /** Round trip time of the media path, in milliseconds. */
  readonly roundTripTimeMs: number;
  /** Whether the peer sends anything now; silence is `lost` only if it does. */
  readonly expectsMedia: boolean;
}

// "poor" starts where Nextcloud Talk advises to turn video off; "excellent" is what nobody notices (ITU-T G.114).
const POOR_LOSS = 0.3;
const POOR_ROUND_TRIP_MS = 1_500;
const EXCELLENT_LOSS = 0.02;
const EXCELLENT_ROUND_TRIP_MS = 300;

export function rateQuality(sample: QualitySample): CallQuality {
  const { packetsReceived, packetsLost, roundTripTimeMs, expectsMedia } = sample;
  if (expectsMedia && packetsReceived === 0) return 'lost';
  const loss = packetsLost / Math.max(1, packetsReceived + packetsLost);
  if (loss > POOR_LOSS || roundTripTimeMs > POOR_ROUND_TRIP_MS) return 'poor';
  if (loss > EXCELLENT_LOSS || roundTripTimeMs > EXCELLENT_ROUND_TRIP_MS) return 'good';
  return 'excellent';
}
