import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';
import { LinkError } from './link-error.js';

const CURVE: EcKeyAlgorithm = { name: 'ECDH', namedCurve: 'P-256' };
const MAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;
const SECRET_BITS = 256;

/** One end's own key pair, for one call alone. */
export interface OwnKeys {
  readonly privateKey: CryptoKey;
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
}

/** The keys that authenticate what goes in one direction of a call. */
export interface DirectionKeys {
  /** HMAC-SHA-256 over each envelope. The key can't be exported, but it can be kept in IndexedDB. */
  readonly macKey: CryptoKey;
  /**
   * Goes with the final message in place of a MAC: a page that is being closed has no time for WebCrypto, which is
   * asynchronous. Only the two ends know it; once it has been sent, it is good for nothing else.
   */
  readonly finalToken: string;
}

/** What the two ends of a call have agreed on, and nobody else knows. */
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
  // On a page without https `subtle` is undefined, which the types leave out.
  if (!(crypto.subtle as SubtleCrypto | undefined)) {
    throw new LinkError('insecure-context', 'Serve the page over https or from localhost.');
  }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return { privateKey, publicKey: toBase64Url(new Uint8Array(point)) };
}

/**
 * Derives the keys of a call: ECDH (NIST SP 800-56A), then HKDF (RFC 5869) with the call id as salt. HKDF's `info`
 * names both public keys, the sender's first, so that no MAC is valid in another call or in the other direction.
 *
 * Rejects if `peerKey` is not a point of the curve.
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
      // These words are part of the protocol: with others the two ends would not have the same keys.
      info: utf8(['p2p-video-call v1', purpose, sender, receiver].join()),
    });
    const token = await subtle.deriveBits(use('farewell'), material, SECRET_BITS);
    return {
      macKey: await subtle.deriveKey(use('code'), material, MAC, false, ['sign', 'verify']),
      finalToken: toBase64Url(new Uint8Array(token)),
    };
  };
  const [own, peer] = await Promise.all([
    direction(publicKey, peerKey),
    direction(peerKey, publicKey),
  ]);
  return { own, peer };
}
