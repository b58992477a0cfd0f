import { toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';
import { SignalingError } from './signaling-error.js';

/** Longer than any name is, and short enough to be no load. */
const MAX_NAME_LENGTH = 1_024;

/**
 * The name as rooms are told apart by: however the letters of it were typed (Unicode NFC, so that `é` is one letter).
 *
 * @throws {SignalingError} `invalid-argument` unless it is a text of 1 to 1,024 characters
 */
export function normalizeRoomName(name: unknown): string {
  if (typeof name === 'string' && name !== '' && name.length <= MAX_NAME_LENGTH) {
    return name.normalize();
  }
  throw new SignalingError(
    'invalid-argument',
    `The name of a room is a text of 1 to ${MAX_NAME_LENGTH} characters.`,
  );
}

/** For who joins a room in which it is, or is about to be. */
export function alreadyJoined(): SignalingError {
  const sentence =
    'This client is in the room already: use the Room that it has, or leave it first.';
  return new SignalingError('invalid-argument', sentence);
}

/**
 * What a relay knows of a room: base64url of the SHA-256 of its name. Who does not know the name can't tell it from that,
 * unless it can be guessed.
 *
 * @throws {SignalingError} `invalid-argument` for what is no name, `not-supported` on a page that did not come by https
 */
export async function hashRoomName(name: unknown): Promise<string> {
  const bytes = utf8(normalizeRoomName(name));
  if (!globalThis.crypto?.subtle) {
    throw new SignalingError('not-supported', 'Rooms need https:// (or localhost).');
  }
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
