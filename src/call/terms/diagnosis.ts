/**
 * Why a call has no connection.
 *
 * - `no-turn`: the networks have no direct path to each other, and there is no TURN server to go round
 * - `udp-blocked`: nothing came back over UDP, and there is no TURN server over TCP or TLS
 * - `turn-refused`: the TURN server takes no such credentials
 * - `turn-unreachable`: there are TURN servers, but none gave an address
 * - `relay-policy-without-turn`: `iceTransportPolicy: 'relay'` without a TURN server
 * - `peer-gone`: the other side is offline, or its page closed
 * - `signaling-unreachable`: the own connection to the relay is down
 * - `network-down`: this device has no network
 * - `unknown`: the evidence does not decide
 */
export type DiagnosisCause =
  | 'no-turn'
  | 'udp-blocked'
  | 'turn-refused'
  | 'turn-unreachable'
  | 'relay-policy-without-turn'
  | 'peer-gone'
  | 'signaling-unreachable'
  | 'network-down'
  | 'unknown';

/** Whose network, page or configuration it is; `local` is this side. */
export type DiagnosisSide = 'local' | 'remote' | 'both' | 'unknown';

export interface Diagnosis {
  readonly cause: DiagnosisCause;
  readonly side: DiagnosisSide;
}
