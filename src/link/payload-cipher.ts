import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';

/** Of AES-GCM (NIST SP 800-38D, section 8.2): random, because a message that is sent again is encrypted again. */
const NONCE_BYTES = 12;

/** The nonce and the encrypted text, base64url. */
export async function encryptText(key: CryptoKey, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, utf8(text));
  const bytes = new Uint8Array(NONCE_BYTES + encrypted.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(encrypted), NONCE_BYTES);
  return toBase64Url(bytes);
}

/** Rejects if it was encrypted with another key. */
export async function decryptText(key: CryptoKey, cipher: string): Promise<string> {
  const bytes = fromBase64Url(cipher);
  const iv = bytes.subarray(0, NONCE_BYTES);
  const text = bytes.subarray(NONCE_BYTES);
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, text));
}
