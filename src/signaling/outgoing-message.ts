import { utf8Length } from '../internal/utf8.js';
import { SignalingError } from './signaling-error.js';

/** The largest envelope in bytes of UTF-8, which the relay sets: what is refused in one place is refused everywhere. */
export const MAX_MESSAGE_BYTES = 30_000;

/**
 * Refuses what no signaling can carry. The arguments are `unknown` because they come from the app, which need not be
 * written in TypeScript.
 *
 * @returns the message as JSON text
 * @throws {SignalingError} `bad-message`
 */
export function assertSendable(to: unknown, message: unknown): string {
  if (typeof to !== 'string' || to === '') {
    throw new SignalingError('bad-message', 'The address to send to must be a non-empty string.');
  }
  let json: string | undefined;
  try {
    // The declared result type leaves out `undefined`, which comes for undefined, functions and symbols.
    json = JSON.stringify(message);
  } catch (cause) {
    throw new SignalingError(
      'bad-message',
      'The message can not be written as JSON: it may refer to itself, or hold a BigInt.',
      { cause },
    );
  }
  if (json === undefined) {
    throw new SignalingError(
      'bad-message',
      `A message must be a JSON value; a value of type ${typeof message} is none.`,
    );
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
    `The message takes ${bytes} bytes with its envelope, and at most ${MAX_MESSAGE_BYTES} fit into one frame: ` +
      'send less, or send it in parts.',
  );
}
