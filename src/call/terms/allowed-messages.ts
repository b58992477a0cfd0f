import type { CallMessage } from './call-message.js';

/**
 * Where a session stands, as far as it matters what the peer may say.
 *
 * - `dialling`: ours is the invitation, and it is not answered
 * - `prepared`: nor is it yet, but the peer has sent its description already, so that the two connect while it rings
 * - `ringing`: the peer's is the invitation, and it is not answered
 * - `answered`
 * - `closed`
 */
export type SessionPhase = 'dialling' | 'prepared' | 'ringing' | 'answered' | 'closed';

/**
 * What is taken from the peer in each phase; everything else is ignored. A peer that rings can change nothing but what the
 * user sees of it, and add candidates to its own invitation. The same holds while the two are connected early.
 */
export const ALLOWED_MESSAGES: {
  readonly [Phase in SessionPhase]: readonly CallMessage['type'][];
} = {
  dialling: ['ringing', 'early-answer', 'accept', 'hangup'],
  prepared: ['ringing', 'candidates', 'accepted', 'hangup'],
  ringing: ['candidates', 'media', 'hangup'],
  answered: [
    'description',
    'candidates',
    'renew',
    'renewal',
    'away',
    'media',
    'app',
    'reveal',
    'confirm',
    'hangup',
  ],
  closed: [],
};
