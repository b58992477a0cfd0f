import { rateQuality, type CallQuality } from '../terms/call-quality.js';
import type { NetworkReport } from '../terms/network-report.js';

/** Below this, video is paused; from that on a picture has 720 lines (see docs/quality.md). */
const POOR_BITRATE = 130_000;
const EXCELLENT_BITRATE = 1_000_000;
const PACKETS = 1_000;

/** How good a call is likely to be here. `lost`: none is likely to come about. */
export function networkQuality(
  report: Omit<NetworkReport, 'quality'>,
  isRelayOnly: boolean,
): CallQuality {
  const { signaling, stun, turn, line } = report;
  if (signaling.state === 'failed') return 'lost';
  const isRelayed = turn.state === 'passed';
  if (!isRelayed && (isRelayOnly || stun.state === 'failed')) return 'lost';
  if (line.state !== 'passed') return 'good';
  const packetsLost = Math.round((line.packetLoss ?? 0) * PACKETS);
  const quality = rateQuality({
    packetsReceived: PACKETS - packetsLost,
    packetsLost,
    roundTripTimeMs: line.roundTripTimeMs ?? 0,
    madeUp: 0,
    frozen: 0,
    expectsMedia: true,
  });
  const bitrate = line.bitrate ?? 0;
  if (quality === 'lost' || quality === 'poor' || bitrate < POOR_BITRATE) return 'poor';
  // Over TCP a lost packet holds up all that come after it.
  const isOverUdp = turn.protocols.includes('udp') || stun.state === 'passed';
  return quality === 'excellent' && isOverUdp && bitrate >= EXCELLENT_BITRATE ? quality : 'good';
}
