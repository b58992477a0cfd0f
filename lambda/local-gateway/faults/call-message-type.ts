import { parseJson } from '../json.js';

/**
 * The type of the call message in a frame, either a client's request or what another client gets of it, such as
 * `invite`; `null` if it has none.
 *
 * A message with a `payload` is an envelope of a call; the payload is the call message as JSON text.
 */
export function callMessageType(frame: unknown): string | null {
  const message = fieldOf(frame, 'message');
  const payload = fieldOf(message, 'payload');
  const type = fieldOf(typeof payload === 'string' ? parseJson(payload) : message, 'type');
  return typeof type === 'string' ? type : null;
}

/** The sender of a relayed message, as the relay stamped it. */
export function senderOf(frame: unknown): string | null {
  const from = fieldOf(frame, 'from');
  return typeof from === 'string' ? from : null;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
