import { createRemoteJWKSet } from 'jose/jwks/remote';
import { jwtVerify } from 'jose/jwt/verify';
import type { CryptoKey, JWTPayload, JWTVerifyOptions } from 'jose';
import { JWKSMultipleMatchingKeys, JWSSignatureVerificationFailed } from 'jose/errors';
import type { DoorOptions } from './door-options.js';
import { doorSecrets } from './door-secrets.js';

/** How far the clocks of the issuer and of AWS may be apart, in seconds. */
export const CLOCK_TOLERANCE_S = 10;

const JWKS_TIMEOUT_MS = 3_000;
/** After it a key that was withdrawn is good no longer. */
const JWKS_CACHE_MS = 5 * 60_000;
/** A token with an unknown key makes the door look for new keys, but not more often than this: anybody can send one. */
const JWKS_COOLDOWN_MS = 10_000;

/**
 * Each kind of key has its own list, so that a public key, which everybody knows, never counts as the secret of an HMAC;
 * `none` is in neither (RFC 8725, section 3.1).
 */
const SECRET_ALGORITHMS = ['HS256'];
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * Checks a token.
 *
 * @returns its claims, of which `exp` is there
 * @throws an error of jose, or of what the keys come from
 */
export type TokenCheck = (token: string) => Promise<JWTPayload & { readonly exp: number }>;

export function createTokenCheck(
  keys: NonNullable<DoorOptions['keys']>,
  { audience, issuer }: Pick<DoorOptions, 'audience' | 'issuer'>,
): TokenCheck {
  const claims: JWTVerifyOptions = {
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    ...(audience === null ? {} : { audience }),
    ...(issuer === null ? {} : { issuer }),
  };
  if ('secretName' in keys) {
    const readSecrets = doorSecrets(keys.secretName);
    const options = { ...claims, algorithms: SECRET_ALGORITHMS };
    return async (token) => verifyWithOneOf(token, await readSecrets(), options);
  }
  const keySet = createRemoteJWKSet(keys.jwksUrl, {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  });
  const options = { ...claims, algorithms: PUBLIC_KEY_ALGORITHMS };
  return async (token) => {
    try {
      return withExpiry((await jwtVerify(token, keySet, options)).payload);
    } catch (error) {
      // The token does not say which of the keys signed it, as is allowed (RFC 7515, section 4.1.4).
      if (!(error instanceof JWKSMultipleMatchingKeys)) throw error;
      const candidates: CryptoKey[] = [];
      for await (const key of error) candidates.push(key);
      return verifyWithOneOf(token, candidates, options);
    }
  };
}

/** Tries key after key; another one is tried only if the signature is not that of the last. */
async function verifyWithOneOf(
  token: string,
  keys: readonly (Uint8Array | CryptoKey)[],
  options: JWTVerifyOptions,
): ReturnType<TokenCheck> {
  let failure: unknown = new JWSSignatureVerificationFailed();
  for (const key of keys) {
    try {
      return withExpiry((await jwtVerify(token, key, options)).payload);
    } catch (error) {
      failure = error;
      if (!(error instanceof JWSSignatureVerificationFailed)) break;
    }
  }
  throw failure;
}

function withExpiry(payload: JWTPayload): JWTPayload & { readonly exp: number } {
  const { exp } = payload;
  // jose has made sure of it; this tells the compiler.
  if (exp === undefined) throw new TypeError('The token has no exp.');
  return { ...payload, exp };
}
