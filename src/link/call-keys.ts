import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';
import { LinkError } from './link-error.js';

const CURVE: EcKeyAlgorithm = { name: 'ECDH', namedCurve: 'P-256' };
const CODE = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;
const SECRET_BITS = 256;

/** One end's own key pair, for one call alone. */
export interface OwnKeys {
  readonly privateKey: CryptoKey;
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
}

/** What one direction of a call is shown to be authentic with. */
export interface DirectionKeys {
  /** HMAC-SHA-256 over each envelope. It can't be read out, but kept in IndexedDB. */
  readonly code: CryptoKey;
  /**
   * Goes with the last word in place of a code: a page that is being closed has no time for WebCrypto, which is
   * asynchronous. Nobody but the two ends knows it before, and afterwards it is worth nothing.
   */
  readonly farewell: string;
}

/** What both ends of a call, and nobody else, know. */
export interface CallKeys {
  readonly own: DirectionKeys;
  readonly peer: DirectionKeys;
}

/**
 * Makes a key pair for one call.
 *
 * @throws {LinkError} (by rejection) `insecure-context` where the browser has no WebCrypto
 */
export async function createOwnKeys(): Promise<OwnKeys> {
  // The types do not know of pages without it.
  if (!(crypto.subtle as SubtleCrypto | undefined)) {
    throw new LinkError('insecure-context', 'Serve the page over https or from localhost.');
  }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return { privateKey, publicKey: toBase64Url(new Uint8Array(point)) };
}

/**
 * Agrees on the keys of a call: ECDH (NIST SP 800-56A), then HKDF (RFC 5869) with the call id as salt. Both public keys
 * are in what the keys are made for, the sender's first, so that no code is good in another call or the other way round.
 *
 * Rejects if `peerKey` is no point of the curve.
 */
export async function deriveCallKeys(
  callId: string,
  { privateKey, publicKey }: OwnKeys,
  peerKey: string,
): Promise<CallKeys> {
  const { subtle } = crypto;
  const point = await subtle.importKey('raw', fromBase64Url(peerKey), CURVE, false, []);
  const secret = await subtle.deriveBits({ ...CURVE, public: point }, privateKey, SECRET_BITS);
  const material = await subtle.importKey('raw', secret, 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ]);
  const direction = async (sender: string, receiver: string): Promise<DirectionKeys> => {
    const use = (purpose: string) => ({
      name: 'HKDF',
      hash: 'SHA-256',
      salt: utf8(callId),
      info: utf8(['p2p-video-call v1', purpose, sender, receiver].join()),
    });
    const farewell = await subtle.deriveBits(use('farewell'), material, SECRET_BITS);
    return {
      code: await subtle.deriveKey(use('code'), material, CODE, false, ['sign', 'verify']),
      farewell: toBase64Url(new Uint8Array(farewell)),
    };
  };
  const [own, peer] = await Promise.all([
    direction(publicKey, peerKey),
    direction(peerKey, publicKey),
  ]);
  return { own, peer };
}
