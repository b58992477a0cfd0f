import { CallError } from '../terms/call-error.js';
import type { CandidateEvidence } from './candidate-log.js';
import { diagnose, explain, type Circumstances } from './connection-doctor.js';

/** What a call says when it ends by itself, unless a diagnosis says more. */
const SENTENCES = {
  'signaling-failed': 'The relay is out of reach. Open the signaling client before calling.',
  'peer-unavailable': 'Nobody is at this address. Ask for the present one.',
  'connection-failed':
    'No path to the other side was found. Strict networks need a TURN server in iceServers.',
  'connection-lost': 'The connection was lost for too long.',
};

/** Why a call can end without anybody ending it. */
export type CallFailureReason = keyof typeof SENTENCES;

/** Says why, as far as the evidence goes. */
export function callFailure(
  reason: CallFailureReason,
  evidence: CandidateEvidence | null,
  circumstances: Omit<Circumstances, 'isOnline'>,
): CallError {
  const isOnline = globalThis.navigator?.onLine !== false;
  const diagnosis = diagnose(evidence, { ...circumstances, isOnline });
  const sentence = explain(diagnosis) || SENTENCES[reason];
  return new CallError(reason, sentence, { diagnosis });
}
