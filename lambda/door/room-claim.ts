import { createHash } from 'node:crypto';

/**
 * How many rooms one token may name. Each becomes 44 bytes of the authorizer's result, which may have 8 KB; the subject
 * takes up to 1.5 KB of them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const MAX_ROOMS = 128;

const EVERY_ROOM = '*';
/** Stands where a token names no room at all. It is nobody's hash, and API Gateway may drop an empty text. */
const NO_ROOM = 'none';

/**
 * The rooms that a token lets its bearer join, as the relay compares them: their hashes, with spaces between.
 *
 * @param claim the claim `rooms`: a list of names of rooms, `["*"]` for every room; every room also where it is missing
 * @returns `null` for every room; `undefined` if the claim can't be read, or names too many
 */
export function hashRooms(claim: unknown): string | null | undefined {
  if (claim === undefined) return null;
  if (!Array.isArray(claim) || claim.length > MAX_ROOMS) return undefined;
  const names: unknown[] = claim;
  if (!names.every((name) => typeof name === 'string')) return undefined;
  if (names.includes(EVERY_ROOM)) return null;
  return names.map(hashRoom).join(' ') || NO_ROOM;
}

/** The relay knows rooms by this alone. Clients hash the name in the normal form NFC, so that `é` is one letter. */
function hashRoom(name: string): string {
  return createHash('sha256').update(name.normalize()).digest('base64url');
}
