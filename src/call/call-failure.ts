import { CallError } from './call-error.js';

/** What a call says when it ends by itself. */
const SENTENCES = {
  'signaling-failed': 'The relay is out of reach. Open the signaling client before calling.',
  'peer-unavailable': 'Nobody is at this address. Ask for the present one.',
  'connection-failed':
    'No path to the other side was found. Strict networks need a TURN server (iceServers).',
  'connection-lost': 'The connection was lost and could not be restored.',
};

/** Why a call can end without anybody ending it. */
export type CallFailureReason = keyof typeof SENTENCES;

export function callFailure(reason: CallFailureReason): CallError {
  return new CallError(reason, SENTENCES[reason]);
}
