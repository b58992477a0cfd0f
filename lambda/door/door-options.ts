import { readOrigin } from './origin-grammar.js';

/** What the door asks of whoever comes. */
export interface DoorOptions {
  /** Where the keys come from that tokens are checked with; `null`: no token is asked for. */
  readonly keys: { readonly secretName: string } | { readonly jwksUrl: URL } | null;
  /** What a token has to have as `aud` and `iss`; `null`: it is not looked at. */
  readonly audience: string | null;
  readonly issuer: string | null;
  /** The origins of the pages that may connect; `null`: every page may, and who is no page too. */
  readonly origins: readonly string[] | null;
}

/** The environment makes no sense. The message says what to do, and holds nothing secret. */
export class DoorOptionsError extends Error {
  override readonly name = 'DoorOptionsError';
}

/**
 * Reads the environment of the authorizer function. An empty variable counts as not given: a template has no other way
 * to say so.
 *
 * @throws {DoorOptionsError} if nothing is asked for, or what is asked for contradicts itself. A door that was set up
 *   wrong must not stand open
 */
export function readDoorOptions(environment: NodeJS.ProcessEnv): DoorOptions {
  const read = (name: string): string | null => environment[name]?.trim() || null;
  const secretName = read('DOOR_SECRET_NAME');
  const jwksUrl = read('DOOR_JWKS_URL');
  const audience = read('DOOR_AUDIENCE');
  const issuer = read('DOOR_ISSUER');
  const origins = read('ALLOWED_ORIGINS');
  if (secretName !== null && jwksUrl !== null) {
    throw new DoorOptionsError('Set DOOR_SECRET_NAME or DOOR_JWKS_URL, not both.');
  }
  const keys =
    secretName !== null
      ? { secretName }
      : jwksUrl !== null
        ? { jwksUrl: readJwksUrl(jwksUrl) }
        : null;
  if (keys === null && (audience !== null || issuer !== null)) {
    throw new DoorOptionsError(
      'DOOR_AUDIENCE and DOOR_ISSUER are claims of a token: set DOOR_SECRET_NAME or DOOR_JWKS_URL as well.',
    );
  }
  if (keys === null && origins === null) {
    throw new DoorOptionsError(
      'This door asks for nothing: set DOOR_SECRET_NAME, DOOR_JWKS_URL or ALLOWED_ORIGINS, or take the authorizer off $connect.',
    );
  }
  return { keys, audience, issuer, origins: origins === null ? null : readOrigins(origins) };
}

/** Over plain http anybody on the way could put a key of their own into the answer. */
function readJwksUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url.hostname));
  if (url && isSafe) return url;
  throw new DoorOptionsError(
    'DOOR_JWKS_URL must be an https:// address, such as https://login.example.com/.well-known/jwks.json.',
  );
}

function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** An entry that can never be equal to what a browser sends would only look like a permission. */
function readOrigins(text: string): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.filter(Boolean).map((entry) => {
    const origin = readOrigin(entry);
    if (origin !== null) return origin;
    throw new DoorOptionsError(
      `ALLOWED_ORIGINS: ${JSON.stringify(entry)} is no origin. Write each as https://example.com: scheme, host, and port if it has one; no path, no "*".`,
    );
  });
}
