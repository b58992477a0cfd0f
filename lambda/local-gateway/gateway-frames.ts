import { newAwsId } from './aws-ids.js';

/** What API Gateway itself tells a client. AWS does not document the text for a throttled message. */
export type GatewayErrorText = 'Forbidden' | 'Internal server error' | 'Too Many Requests';

/** The frame by which API Gateway itself tells a client that its message got nowhere. The socket stays open. */
export function gatewayErrorFrame(message: GatewayErrorText, connectionId: string): string {
  return JSON.stringify({ message, connectionId, requestId: newAwsId() });
}
