import {
  encodeFailure,
  type ServiceFields,
  type ServiceRequest,
} from '../src/signaling/api-gateway/wire-protocol.js';
import type { RelayRecord } from './relay.js';

/** Who sent a message, as API Gateway itself says: a client can forge nothing of it. */
export interface Sender {
  readonly connectionId: string;
  /** The IP address, or empty where the event has none. Never to be logged. */
  readonly sourceIp: string;
  /** What the authorizer said of the connection when it was opened; empty without an authorizer. */
  readonly authorizer: Readonly<Record<string, unknown>>;
}

/** What a service makes of a request. */
export interface ServiceResult {
  /** The frame for the sender, or `null` for none. */
  readonly answer: string | null;
  readonly record: RelayRecord;
}

/** What is answered to a request for a service that this relay does not have. */
export function notSupported(request: ServiceRequest): ServiceResult {
  const reason = 'This relay was deployed without that service.';
  return {
    answer: encodeFailure('not-supported', reason, null, request.ref, serviceFields(request)),
    record: { level: 'info', type: request.kind, outcome: 'not-supported' },
  };
}

/** What says in a failure which service it is about. */
export function serviceFields(request: ServiceRequest): ServiceFields {
  return 'room' in request ? { room: request.room } : { iceServers: [] };
}
