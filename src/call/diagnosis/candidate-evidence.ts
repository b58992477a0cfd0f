import type { ConnectionEvidence } from './candidate-log.js';

/** What one side's candidates say of its network. */
export interface SideEvidence {
  /** It has any candidate at all. */
  readonly any: boolean;
  /** The internet has an address for it: by a STUN server's word (`srflx`), or because its own one is public. */
  readonly mapped: boolean;
  /** It has an address on a TURN server. */
  readonly relayed: boolean;
}

/** What is known of both networks, and of the servers. */
export interface CandidateEvidence extends Omit<ConnectionEvidence, 'localSdp' | 'remoteSdp'> {
  readonly local: SideEvidence;
  readonly remote: SideEvidence;
}

/**
 * Addresses that only the own network knows: private (RFC 1918), shared (RFC 6598, also Tailscale's) and link-local IPv4,
 * IPv6 that is not global unicast (2000::/3), and the mDNS names behind which browsers hide them.
 */
const NOT_PUBLIC =
  /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^(?![23]).*:|\.local$/i;

/** Address and type of a candidate (RFC 8839, section 5.1). */
const CANDIDATE = /^a=candidate:\S+ \d+ \S+ \d+ (\S+) \d+ typ (\S+)/gm;

/**
 * Reads the candidates in a description. The peer's comes from the wire: lines that are no candidates are passed over.
 *
 * A machine with a public address may have no `srflx` candidate: Chromium drops the one that equals the host's (libwebrtc,
 * `UDPPort::OnStunBindingRequestSucceeded`; so does 156). Hence the look at the address itself.
 */
export function readSide(sdp = ''): SideEvidence {
  const side = { any: false, mapped: false, relayed: false };
  for (const [, address = '', type] of sdp.matchAll(CANDIDATE)) {
    side.any = true;
    side.relayed ||= type === 'relay';
    side.mapped ||= type === 'srflx' || (type === 'host' && !NOT_PUBLIC.test(address));
  }
  return side;
}

/** Reads what the descriptions say of either side. */
export function readEvidence(evidence: ConnectionEvidence): CandidateEvidence {
  const { localSdp, remoteSdp, ...rest } = evidence;
  return { ...rest, local: readSide(localSdp), remote: readSide(remoteSdp) };
}
