import type { Sender } from './service.js';

/** What the handler uses of an API Gateway WebSocket event. */
export interface WebSocketEvent extends Sender {
  readonly type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly apiId: string;
  readonly stage: string;
  /** The text of the frame; empty if the event has none, as for an empty frame. */
  readonly body: string;
}

// Both become part of a URL, so only what AWS gives out may pass.
const API_ID = /^[a-zA-Z0-9-]{1,63}$/;
const STAGE = /^[a-zA-Z0-9_$-]{1,128}$/;
/** The letters and the length of an IPv4 or IPv6 address, with its zone if it has one. */
const IP_ADDRESS = /^[0-9a-fA-F:.]{2,45}(?:%\w{1,16})?$/;

/**
 * Checks the event that Lambda was invoked with. `null` if it is not a WebSocket event, but for example the console's
 * test event, or comes from a function URL that was set up by mistake.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-integrations-lambda.html
 */
export function readWebSocketEvent(event: unknown): WebSocketEvent | null {
  if (!isRecord(event) || !isRecord(event['requestContext'])) return null;
  const { eventType, connectionId, apiId, stage, identity, authorizer } = event['requestContext'];
  if (eventType !== 'CONNECT' && eventType !== 'MESSAGE' && eventType !== 'DISCONNECT') return null;
  if (typeof connectionId !== 'string' || connectionId === '') return null;
  if (typeof apiId !== 'string' || !API_ID.test(apiId)) return null;
  if (typeof stage !== 'string' || !STAGE.test(stage)) return null;
  const body = event['body'] ?? '';
  if (typeof body !== 'string') return null;
  return {
    type: eventType,
    connectionId,
    apiId,
    stage,
    body,
    sourceIp: readSourceIp(identity),
    authorizer: isRecord(authorizer) ? authorizer : {},
  };
}

function readSourceIp(identity: unknown): string {
  if (!isRecord(identity)) return '';
  const { sourceIp } = identity;
  return typeof sourceIp === 'string' && IP_ADDRESS.test(sourceIp) ? sourceIp : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
