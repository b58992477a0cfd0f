const CALL_ID_BYTES = 16;
// 16 bytes are 22 characters of unpadded base64url.
const CALL_ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

/** A new call id: 16 random bytes as base64url. Nobody but the two ends (and the relay) can know it. */
export function createCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CALL_ID_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export function isCallId(value: unknown): value is string {
  return typeof value === 'string' && CALL_ID_PATTERN.test(value);
}
