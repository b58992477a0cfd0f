import { createRandomText } from '../internal/random-text.js';

/** What two people need to meet, and nobody else has. */
export interface Invite {
  /** A name that nobody guesses. */
  readonly room: string;
  /** 128 bits for the option `secret`. */
  readonly secret: string;
}

/**
 * Makes an invitation: a room, a secret, and a link that carries both in its fragment, which browsers send to no server
 * (RFC 3986, section 3.5). Send the link over a way that you trust: whoever has it can take part.
 *
 * @param pageUrl the page that calls `readInvite`; by default the present one. Its own fragment is replaced
 */
export function createInvite(pageUrl?: string | URL | null): Invite & { readonly url: string } {
  const url = new URL(pageUrl ?? location.href, globalThis.location?.href);
  const invite = { room: createRandomText(), secret: createRandomText() };
  url.hash = new URLSearchParams(invite).toString();
  return { ...invite, url: url.href };
}

/** The invitation in the fragment of `url`, by default of the present page; `null` if there is none. */
export function readInvite(url?: string | URL | null): Invite | null {
  try {
    const { hash } = new URL(url ?? location.href, globalThis.location?.href);
    const fields = new URLSearchParams(hash.slice(1));
    const room = fields.get('room');
    const secret = fields.get('secret');
    return room && secret ? { room, secret } : null;
  } catch {
    // What is no URL has no invitation in it.
    return null;
  }
}
