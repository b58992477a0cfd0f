/** Anything that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** A plain object as it comes off the wire: nothing is known of its fields. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether `value` is an object with fields (neither `null` nor an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of this JSON text. `undefined`, which is the value of none, if it is no text or no JSON. */
export function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // Everyone who asks goes on without it: one bad message must not stop a conversation.
  }
}
