import { fromBase64Url, toBase64Url } from '../../internal/base64url.js';
import { hashFields } from '../../internal/joined-fields.js';
import { createRandomText } from '../../internal/random-text.js';

const NONCE_BYTES = 32;

/** What the caller commits itself to in its invitation: 32 random bytes, base64url. */
export function createNonce(): string {
  return createRandomText(NONCE_BYTES);
}

/** SHA-256 that commits to `nonce` in this call, base64url. */
export async function commitTo(callId: string, nonce: string): Promise<string> {
  return toBase64Url(await hashFields('p2p-video-call 2 commitment', callId, fromBase64Url(nonce)));
}
