import { createHmac } from 'node:crypto';
import type { IceCredentials, IceProvider } from './ice-provider.js';
import { isTurnUrl } from './turn-grammar.js';
import type { ReadSecret } from './turn-secret.js';

/**
 * Credentials for a TURN server that shares a secret with the relay: coturn with `use-auth-secret`, and what else speaks
 * this formula. Nobody is asked for them.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export class CoturnProvider implements IceProvider {
  readonly #urls: readonly string[];
  readonly #ttl: number;
  readonly #readSecret: ReadSecret;

  /** @param ttl in seconds. coturn looks at it when an allocation is made; a call may outlast it */
  constructor(urls: readonly string[], ttl: number, readSecret: ReadSecret) {
    this.#urls = urls;
    this.#ttl = ttl;
    this.#readSecret = readSecret;
  }

  async mint(user: string, nowMs: number): Promise<IceCredentials> {
    const secret = await this.#readSecret(nowMs);
    const stun = this.#urls.filter((url) => !isTurnUrl(url));
    const turn = {
      urls: this.#urls.filter(isTurnUrl),
      ...coturnCredential(secret, user, Math.floor(nowMs / 1000) + this.#ttl),
    };
    return { iceServers: stun.length > 0 ? [{ urls: stun }, turn] : [turn], ttl: this.#ttl };
  }
}

/**
 * The name says until when it is good; the credential proves that somebody who knows the secret has said so.
 *
 * @param user - empty: the name is the time alone
 * @param expires - in seconds since 1970
 */
export function coturnCredential(
  secret: string,
  user: string,
  expires: number,
): { readonly username: string; readonly credential: string } {
  const username = user === '' ? String(expires) : `${expires}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
