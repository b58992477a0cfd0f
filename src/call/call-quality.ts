/** How good the connection is, in the field's four words. `lost`: nothing arrives. */
export type CallQuality = 'excellent' | 'good' | 'poor' | 'lost';

/** One look at the incoming side of the connection. */
export interface QualitySample {
  /** Packets received since the last look, all media together. */
  readonly packetsReceived: number;
  /** Packets lost since the last look. */
  readonly packetsLost: number;
  /** Round trip time of the media path in seconds; `null` before it is known. */
  readonly roundTripTimeS: number | null;
  /** Whether the peer sends anything now; silence is `lost` only if it does. */
  readonly expectsMedia: boolean;
}

// "poor" starts where Nextcloud Talk advises to turn video off (loss > 30 %, round trip > 1.5 s);
// "excellent" is what a listener does not notice (ITU-T G.114: 150 ms one way, 1 % loss).
const POOR_LOSS = 0.3;
const POOR_ROUND_TRIP_S = 1.5;
const EXCELLENT_LOSS = 0.02;
const EXCELLENT_ROUND_TRIP_S = 0.3;

export function rateQuality(sample: QualitySample): CallQuality {
  const { packetsReceived, packetsLost, roundTripTimeS, expectsMedia } = sample;
  if (expectsMedia && packetsReceived === 0) return 'lost';
  const total = packetsReceived + packetsLost;
  const loss = total === 0 ? 0 : packetsLost / total;
  const roundTrip = roundTripTimeS ?? 0;
  if (loss > POOR_LOSS || roundTrip > POOR_ROUND_TRIP_S) return 'poor';
  if (loss > EXCELLENT_LOSS || roundTrip > EXCELLENT_ROUND_TRIP_S) return 'good';
  return 'excellent';
}
