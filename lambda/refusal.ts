import { encodeFailure, type RefusalReason } from '../src/signaling/api-gateway/wire-protocol.js';
import type { Sender, ServiceResult } from './service.js';

const FALLBACK = 'This relay does not let you in.';
const EXPIRED: RefusalReason = 'token-expired';
const OLDER: RefusalReason = 'door-new';

/** What the user is told, by the code that the authorizer gave. */
const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    origin: 'This relay does not serve pages from that address.',
    'token-missing': 'This relay lets in only who brings a token, and there was none.',
    [EXPIRED]: 'The token has expired: get a new one and connect again.',
    'token-invalid': 'This relay does not accept the token.',
    'door-failed': 'This relay can check no tokens now: try again later.',
    [OLDER]: 'This connection is older than the door of this relay: connect again.',
  } satisfies Record<RefusalReason, string>),
);

/**
 * What is answered to every message of a connection that the authorizer refused, or whose token has expired since; `null`
 * to a connection that is let in. The authorizer lets the refused ones connect and marks them, because a browser is not
 * told why a handshake failed: it sees the close code 1006 alone.
 *
 * An expired token ends everything, not just what is new: rings, joins and messages of a call that goes on look alike to
 * the relay. An honest client connects again with a new token, and its call, which is not on the relay, goes on meanwhile.
 *
 * @param hasDoor - whether there is an authorizer, `DOOR=1` in the environment: then whom it has never seen is refused, too. A
 *   connection that was open before the door was put in would else live on, for up to two hours
 */
export function refusal({ authorizer }: Sender, hasDoor: boolean): ServiceResult | null {
  const code = refusalCode(authorizer, hasDoor);
  if (code === null) return null;
  // The client goes by the code: see wire-protocol.ts.
  const sentence = SENTENCES.get(code);
  const message = sentence === undefined ? FALLBACK : `${code}: ${sentence}`;
  return {
    answer: encodeFailure('unauthorized', message, null),
    record: {
      level: 'info',
      type: 'refused',
      outcome: 'unauthorized',
      hint: sentence === undefined ? FALLBACK : code,
    },
  };
}

function refusalCode(authorizer: Sender['authorizer'], hasDoor: boolean): string | null {
  // Whom the authorizer let in, it gave a `principalId` at least.
  if (hasDoor && Object.keys(authorizer).length === 0) return OLDER;
  const { refusal, expires } = authorizer;
  if (refusal !== undefined) return typeof refusal === 'string' ? refusal : '';
  if (expires === undefined) return null;
  // What can't be read is not in the future.
  return Number(expires) * 1000 > Date.now() ? null : EXPIRED;
}
