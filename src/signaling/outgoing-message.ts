import { utf8Length } from '../internal/utf8.js';
import { SignalingError } from './signaling-error.js';

// The relay sets both limits: what is refused in one place is refused everywhere.

/** The largest envelope in bytes of UTF-8. */
export const MAX_MESSAGE_BYTES = 30_000;

/** The longest address in characters. A failure would not name a longer one, so nobody would learn what failed. */
const MAX_ADDRESS_LENGTH = 128;

/**
 * Refuses what no signaling can carry. The arguments are `unknown` because they come from the app, which need not be
 * written in TypeScript.
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
  // The declared result type leaves out `undefined`, which comes for undefined, functions and symbols.
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
 * Refuses an envelope above the limit before the server does, which would end the connection over it.
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
