import { toBase64Url } from './base64url.js';

/** Nobody guesses 128 bits. */
const BYTES = 16;

/** Random bytes of the system's own generator as text: base64url, 22 characters for 16 bytes. */
export function createRandomText(bytes = BYTES): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}
