import { encodeFailure } from '../src/signaling/api-gateway/wire-protocol.js';
import type { Sender, ServiceResult } from './service.js';

const FALLBACK = 'This relay does not let you in.';

/** What the user is told, by the code that the authorizer gave. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['token-missing', 'This relay lets in only who brings a token, and there was none.'],
  ['token-expired', 'The token has expired: get a new one and connect again.'],
  ['token-refused', 'This relay does not accept the token.'],
  ['origin-refused', 'This relay does not serve pages from that address.'],
]);

/**
 * What is answered to every message of a connection that the authorizer refused, or `null` if it did not. It lets such a
 * connection open and marks it, because a browser is not told why a handshake failed: it sees the close code 1006 alone.
 */
export function refusal({ authorizer }: Sender): ServiceResult | null {
  const { refusal: code } = authorizer;
  if (typeof code !== 'string') return null;
  return {
    answer: encodeFailure('unauthorized', SENTENCES.get(code) ?? FALLBACK, null),
    record: { level: 'info', type: 'refused', outcome: 'unauthorized' },
  };
}
