import { utf8Length } from '../internal/utf8.js';
import { SignalingError } from './signaling-error.js';

// Both limits are the relay's. Every transport keeps to them, so that an app can change its transport.

/** The largest envelope in bytes of UTF-8. */
export const MAX_MESSAGE_BYTES = 30_000;

/** The longest address in characters. The relay's error frames leave longer ones out, so no failure would be reported. */
const MAX_ADDRESS_LENGTH = 128;

/**
 * Refuses what no transport can carry. The arguments are `unknown` because they come from the app, which may be written
 * in JavaScript.
 *
 * @returns the message as JSON text
 * @throws {SignalingError} `bad-message`
 */
export function assertSendable(to: unknown, message: unknown): string {
  if (typeof to !== 'string' || to === '' || to.length > MAX_ADDRESS_LENGTH) {
    throw new SignalingError(
      'bad-message',
      `An address is a text of 1 to ${MAX_ADDRESS_LENGTH} characters.`,
    );
  }
  // JSON.stringify also returns `undefined`, for undefined, functions and symbols; its declared type leaves that out.
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(message);
  } catch (error) {
    cause = error;
  }
  if (json === undefined) {
    throw new SignalingError('bad-message', 'The message is no JSON value: send plain data.', {
      cause,
    });
  }
  return json;
}

/**
 * Refuses an envelope above the limit before the server sees it: API Gateway would close the connection.
 *
 * @throws {SignalingError} `too-large`
 */
export function assertFits(envelope: string): void {
  const bytes = utf8Length(envelope);
  if (bytes <= MAX_MESSAGE_BYTES) return;
  throw new SignalingError(
    'too-large',
    `The message takes ${bytes} bytes, of at most ${MAX_MESSAGE_BYTES}: send it in parts.`,
  );
}
