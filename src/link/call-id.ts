import { createRandomText } from '../internal/random-text.js';

// 16 bytes are 22 characters of base64url.
const CALL_ID_PATTERN = /^[\w-]{22}$/;

/** A new call id: 16 random bytes as base64url. Only the two ends and the relay know it. */
export function createCallId(): string {
  return createRandomText();
}

export function isCallId(value: unknown): value is string {
  return typeof value === 'string' && CALL_ID_PATTERN.test(value);
}
