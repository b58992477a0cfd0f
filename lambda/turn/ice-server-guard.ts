import type { IceServer } from '../../src/signaling/api-gateway/wire-protocol.js';
import { TurnError } from './turn-error.js';
import { isIceUrl, isTurnUrl } from './turn-grammar.js';

/** RFC 8489, section 14.3: a user name has less than 509 bytes. */
const MAX_CREDENTIAL_LENGTH = 508;
/** A browser tries every one of them from every interface: more than these only make a call slow. */
const MAX_SERVERS = 8;
const MAX_URLS = 10;

/**
 * Rebuilds what a TURN service has answered: a list of servers, or a single one. URLs that no browser takes are left out,
 * and so are TURN servers without credentials: each of them would make a browser refuse the whole list.
 *
 * @param isWanted - which of the URLs that are right are to be kept; all by default
 * @throws {TurnError} `NO_TURN_SERVER` if no TURN server is left
 */
export function takeIceServers(
  value: unknown,
  isWanted: (url: string) => boolean = () => true,
): readonly IceServer[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const servers = entries.slice(0, MAX_SERVERS).flatMap((entry) => takeServer(entry, isWanted));
  if (!servers.some(({ credential }) => credential !== undefined)) {
    throw new TurnError('NO_TURN_SERVER', 'The answer of the TURN service has no TURN server.');
  }
  return servers;
}

function takeServer(value: unknown, isWanted: (url: string) => boolean): readonly IceServer[] {
  const { urls: given, username, credential } = Object(value) as Partial<Record<string, unknown>>;
  const urls = [given].flat().filter(isIceUrl).filter(isWanted).slice(0, MAX_URLS);
  if (isCredential(username) && isCredential(credential) && urls.some(isTurnUrl)) {
    return [{ urls, username, credential }];
  }
  const free = urls.filter((url) => !isTurnUrl(url));
  return free.length > 0 ? [{ urls: free }] : [];
}

function isCredential(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_CREDENTIAL_LENGTH;
}
