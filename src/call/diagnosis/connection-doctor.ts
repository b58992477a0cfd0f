import type { Diagnosis, DiagnosisCause, DiagnosisSide } from '../terms/diagnosis.js';
import { readEvidence, type CandidateEvidence } from './candidate-evidence.js';
import type { ConnectionEvidence } from './candidate-log.js';

// Fetched by itself, after a call has begun. Imports nothing that is also needed without it: on the CDN its file stands
// alone.

/** What the call knows besides the candidates. */
export interface Circumstances {
  /** `navigator.onLine`, which is `false` behind some VPNs although all is well (mdn/content#30402). */
  readonly isOnline: boolean;
  /** The own signaling is open. */
  readonly signalingOpen: boolean;
  /** There was a path: it is not the lack of one. */
  readonly wasConnected: boolean;
  /** The relay no longer knows the peer's address, or the peer has stopped acknowledging. */
  readonly peerGone: boolean;
}

/** What happened, and what the developer can do about it. */
const SENTENCES: Record<DiagnosisCause, string> = {
  'no-turn': 'No direct path, and no TURN server. Add one to iceServers.',
  'udp-blocked': 'No answer over UDP: a firewall? Add a TURN server over TLS to iceServers.',
  'turn-refused': 'The TURN server refused the credentials. Have they expired?',
  'turn-unreachable': 'No TURN server was reached. Check its URL; offer it over TLS too.',
  'relay-policy-without-turn': 'iceTransportPolicy "relay" needs a TURN server in iceServers.',
  'peer-gone': 'The other side went offline.',
  'signaling-unreachable': 'The relay was not reached.',
  'network-down': 'This device is offline.',
  unknown: '',
};

/** A diagnosis as a sentence for developers; empty for `unknown`. */
export function explain({ cause, side }: Diagnosis): string {
  return SENTENCES[cause] && `${SENTENCES[cause]} Side: ${side}.`;
}

/** Tells why there is no connection, as far as the evidence goes. */
export function diagnose(
  evidence: CandidateEvidence | null,
  { isOnline, signalingOpen, wasConnected, peerGone }: Circumstances,
): Diagnosis {
  const found = (cause: DiagnosisCause, side: DiagnosisSide = 'local') => ({ cause, side });
  // Chromium 156 and Firefox 153 have no candidate at all on a machine without a network. Firefox still says `onLine`.
  const isSilent = evidence !== null && !evidence.local.any && !evidence.relayOnly;
  // What works is better evidence than a flag.
  if (!signalingOpen && (!isOnline || isSilent)) return found('network-down');
  if (!signalingOpen) return found('signaling-unreachable');
  if (peerGone) return found('peer-gone', 'remote');
  if (evidence === null) return found('unknown', 'unknown');

  const { local, remote, servers, relayOnly, refused, unanswered } = evidence;
  const hasTurn = servers.some((url) => url.startsWith('turn'));
  if (relayOnly && !hasTurn) return found('relay-policy-without-turn');

  // With signaling open, no candidates are no lack of network: the browser has a rule against UDP.
  const isBlocked = isSilent || (unanswered && !local.mapped && !relayOnly);
  const isPeerBlocked = remote.any && !remote.mapped && !remote.relayed;
  if (!local.relayed) {
    if (refused) return found('turn-refused');
    const hasTurnOverTcp = servers.some((url) => /^turns:|^turn:.*=tcp/.test(url));
    if (isBlocked && !hasTurnOverTcp) return found('udp-blocked', isPeerBlocked ? 'both' : 'local');
    if (hasTurn) return found('turn-unreachable');
  }
  if (!remote.any) return found('unknown', 'remote');
  // The same page has given the peer the same servers; they have answered us.
  if (isPeerBlocked && (local.mapped || local.relayed)) return found('udp-blocked', 'remote');
  return !wasConnected && !hasTurn && local.mapped && remote.mapped && !remote.relayed
    ? found('no-turn', 'both')
    : found('unknown', 'unknown');
}

/** Tells why there is no connection, and says it. */
export function examine(
  evidence: ConnectionEvidence | null,
  circumstances: Circumstances,
): { readonly diagnosis: Diagnosis; readonly sentence: string } {
  const diagnosis = diagnose(evidence && readEvidence(evidence), circumstances);
  return { diagnosis, sentence: explain(diagnosis) };
}
