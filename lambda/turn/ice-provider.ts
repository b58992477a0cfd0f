import type { IceServer } from '../../src/signaling/api-gateway/wire-protocol.js';

/** How long one request to a TURN service, or for its secret, may take, in milliseconds: who asks can do without. */
export const TURN_REQUEST_MS = 2000;

/** STUN and TURN servers with credentials that end by themselves. */
export interface IceCredentials {
  readonly iceServers: readonly IceServer[];
  /** How long the credentials are good, in seconds. */
  readonly ttl: number;
}

/** Makes TURN credentials, or has them made by a TURN service. */
export interface IceProvider {
  /**
   * @param user - who they are for, as a name that says nothing to others: letters, digits, `-` and `_`. A TURN server that
   *   counts by user counts by this
   * @param nowMs - milliseconds since 1970
   * @throws {TurnError} or the error of `fetch` or the AWS SDK if there are none to be had
   */
  mint(user: string, nowMs: number): Promise<IceCredentials>;
}
