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
 * - `server-error`: the server answered with an error of its own, or failed to check who this client is (`door-failed`, `door-new`)
 * - `not-supported`: this transport, or this server, has no such service
 * - `room-full`: two others are in the room
 * - `room-refused`: this client may not be in the room
 * - `unauthorized`: the server does not let this client in; see `SignalingError.reason`
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

/**
 * Why the door of a relay has not let this client in.
 *
 * - `origin`: it does not serve pages from this address
 * - `token-missing`, `token-expired`: as the names say
 * - `token-invalid`: it does not accept the token
 * - `door-failed`: it could check nothing, which is no refusal: the code is `server-error`, and a later attempt may succeed
 * - `door-new`: it was not there yet when this client connected; the same goes for that
 */
export type SignalingErrorReason =
  'origin' | 'token-missing' | 'token-expired' | 'token-invalid' | 'door-failed' | 'door-new';

export interface SignalingErrorOptions extends ErrorOptions {
  readonly reason?: SignalingErrorReason | null | undefined;
}

/** The one error class of the signaling layer. */
export class SignalingError extends Error {
  override readonly name = 'SignalingError';
  readonly code: SignalingErrorCode;
  /** What the door of the relay had against this client; `null` where it is not about that, or the relay does not say. */
  readonly reason: SignalingErrorReason | null;

  /** Also by its name: the files that a script tag fetches later bring a copy of this class. Subclasses are left alone. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const isCopy =
      this === SignalingError && value instanceof Error && value.name === 'SignalingError';
    return isCopy || super[Symbol.hasInstance](value);
  }

  constructor(code: SignalingErrorCode, message: string, options?: SignalingErrorOptions) {
    super(message, options);
    this.code = code;
    this.reason = options?.reason ?? null;
  }
}
