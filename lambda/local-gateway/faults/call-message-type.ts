/**
 * The type of the call message in a frame, either a client's request or what another client gets of it, such as
 * `invite`; `null` if it has none.
 *
 * A message that has a `payload` is an envelope of a call, in which the call message stands as JSON text.
 */
export function callMessageType(frame: unknown): string | null {
  const message = fieldOf(frame, 'message');
  const payload = fieldOf(message, 'payload');
  const type = fieldOf(typeof payload === 'string' ? parseJson(payload) : message, 'type');
  return typeof type === 'string' ? type : null;
}

/** Who sent a relayed message, as the relay says. */
export function senderOf(frame: unknown): string | null {
  const from = fieldOf(frame, 'from');
  return typeof from === 'string' ? from : null;
}

/** `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
