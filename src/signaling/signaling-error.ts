/**
 * Why signaling failed.
 *
 * - `not-open`: `send()` before `open()`
 * - `closed`: the client was closed; make a new one
 * - `connect-failed`: the server could not be reached, or closed the connection before it told our address
 * - `timeout`: the server did not answer in time
 * - `too-large`: the message does not fit into one frame
 * - `bad-message`: the message is no JSON value, or the address is empty or too long
 * - `queue-full`: too many messages wait for the connection to come back
 * - `invalid-argument`: an option has a value that makes no sense; the message names it
 * - `server-error`: the server answered with an error of its own
 * - `not-supported`: this transport, or this server, has no such service
 * - `room-full`: two others are in the room
 * - `room-refused`: this client may not be in the room
 * - `unauthorized`: the server does not let this client in; the message begins with the reason, such as `token-expired: `
 */
export type SignalingErrorCode =
  | 'not-open'
  | 'closed'
  | 'connect-failed'
  | 'timeout'
  | 'too-large'
  | 'bad-message'
  | 'queue-full'
  | 'invalid-argument'
  | 'server-error'
  | 'not-supported'
  | 'room-full'
  | 'room-refused'
  | 'unauthorized';

/** The one error class of the signaling layer. */
export class SignalingError extends Error {
  override readonly name = 'SignalingError';
  readonly code: SignalingErrorCode;

  /** By its name: the files that a script tag fetches later bring a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'SignalingError';
  }

  constructor(code: SignalingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
