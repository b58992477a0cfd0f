import { utf8 } from './utf8.js';

/**
 * Fields as one row of bytes, each after its length (4 bytes, big-endian), so that no two lists of fields give the same
 * row. For what is hashed or goes into a key.
 */
export function joinFields(...fields: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap((field) => {
    const bytes = typeof field === 'string' ? utf8(field) : field;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return [length, bytes];
  });
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** SHA-256 of {@link joinFields}. */
export async function hashFields(
  ...fields: (string | Uint8Array)[]
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joinFields(...fields)));
}
