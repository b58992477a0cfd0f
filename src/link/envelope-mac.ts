import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import type { Envelope } from './envelope.js';
import { signedBytes } from './signed-bytes.js';

/** The envelope with its MAC. */
export async function sign(envelope: Envelope, key: CryptoKey): Promise<Envelope> {
  const mac = await crypto.subtle.sign('HMAC', key, signedBytes(envelope));
  return { ...envelope, mac: toBase64Url(new Uint8Array(mac)) };
}

export function verify(key: CryptoKey, envelope: Envelope, mac: string): Promise<boolean> {
  return crypto.subtle.verify('HMAC', key, fromBase64Url(mac), signedBytes(envelope));
}
