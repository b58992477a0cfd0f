import { JOSEError, JWTExpired } from 'jose/errors';
import type { AuthorizerEvent } from './authorizer-event.js';
import { type DoorOptions } from './door-options.js';
import { hashRooms, MAX_ROOMS } from './room-claim.js';
import { CLOCK_TOLERANCE_S, createTokenCheck, type TokenCheck } from './token-check.js';

/**
 * Why somebody is not let in.
 *
 * - `origin`: the page is on none of the origins that are allowed, or it is no page
 * - `token-missing`, `token-expired`: as the names say
 * - `token-invalid`: it is no token, not signed by a key of ours, for somebody else, or its claims can't be read
 * - `door-failed`: the door itself does not work: its keys can't be had, or it was set up wrong
 */
export type DoorRefusal =
  'origin' | 'token-missing' | 'token-expired' | 'token-invalid' | 'door-failed';

export type DoorDecision =
  | {
      readonly refusal: DoorRefusal;
      /** For the log: what exactly was wrong. */
      readonly cause?: unknown;
    }
  | {
      readonly refusal: null;
      /** Who it is, as the token's `sub` says. */
      readonly subject?: string;
      /** Hashes of the rooms that may be joined, with spaces between; missing: every room. */
      readonly rooms?: string;
      /** Until when the token is good, in seconds since 1970; missing: no token was asked for. */
      readonly expires?: number;
    };

/** A URL of API Gateway has 4096 characters at most, so no token can be longer. */
const MAX_TOKEN_LENGTH = 4_096;
/** As OpenID Connect has it (core 1.0, section 2). */
const MAX_SUBJECT_LENGTH = 255;

/** The claims of a token with a good signature can't be used. */
class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** What jose throws where it is not the token that is wrong, but the answer of the server that has the keys. */
const KEY_SERVER_CODES = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];

/** Decides who may come in: first by the page's origin, then by the token. */
export class Door {
  readonly #origins: readonly string[] | null;
  readonly #check: TokenCheck | null;

  constructor(options: DoorOptions) {
    this.#origins = options.origins;
    this.#check = options.keys && createTokenCheck(options.keys, options);
  }

  async decide({ origins, tokens }: Omit<AuthorizerEvent, 'methodArn'>): Promise<DoorDecision> {
    if (this.#origins) {
      const [origin = ''] = origins;
      if (origins.length !== 1 || !this.#origins.includes(origin)) return { refusal: 'origin' };
    }
    if (!this.#check) return { refusal: null };
    const [token = ''] = tokens;
    // Of two tokens, one might be checked here and the other be believed elsewhere.
    if (tokens.length > 1 || token.length > MAX_TOKEN_LENGTH) return { refusal: 'token-invalid' };
    if (token === '') return { refusal: 'token-missing' };
    try {
      return readClaims(await this.#check(token));
    } catch (error) {
      return { refusal: refusalFor(error), cause: error };
    }
  }
}

function readClaims({ sub, exp, ...claims }: Awaited<ReturnType<TokenCheck>>): DoorDecision {
  if (sub !== undefined && (typeof sub !== 'string' || sub.length > MAX_SUBJECT_LENGTH)) {
    throw new ClaimError(`"sub" must be a text of ${MAX_SUBJECT_LENGTH} characters at most.`);
  }
  const rooms = hashRooms(claims['rooms']);
  if (rooms === undefined) {
    throw new ClaimError(`"rooms" must be a list of at most ${MAX_ROOMS} names of rooms.`);
  }
  return {
    refusal: null,
    ...(sub === undefined ? {} : { subject: sub }),
    ...(rooms === null ? {} : { rooms }),
    // With the tolerance by which it was let in: else a token could be refused a moment after it was accepted.
    expires: Math.floor(exp) + CLOCK_TOLERANCE_S,
  };
}

function refusalFor(error: unknown): DoorRefusal {
  if (error instanceof JWTExpired) return 'token-expired';
  if (error instanceof ClaimError) return 'token-invalid';
  return error instanceof JOSEError && !KEY_SERVER_CODES.includes(error.code)
    ? 'token-invalid'
    : 'door-failed';
}
