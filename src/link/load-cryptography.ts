import { LinkError } from './link-error.js';
import type * as Cryptography from './seal-cryptography.js';

/**
 * Fetches what seals the envelopes of a call. Everything in it takes its time anyway, so it is no part of the first load.
 *
 * @throws {LinkError} (by rejection) `insecure-context` where the browser has no WebCrypto, `not-fetched`
 */
export async function loadCryptography(): Promise<typeof Cryptography> {
  // On a page without https `subtle` is undefined, which the types leave out.
  if (!(crypto.subtle as SubtleCrypto | undefined)) {
    throw new LinkError('insecure-context', 'Serve the page over https or from localhost.');
  }
  try {
    return await import('./seal-cryptography.js');
  } catch (cause) {
    const sentence =
      'A file of the library could not be fetched. Is it beside the others on your server?';
    throw new LinkError('not-fetched', sentence, { cause });
  }
}
