import type { CallError } from '../terms/call-error.js';

/**
 * Whether it is worth asking for microphone and camera one by one after both together have failed: `getUserMedia` gives
 * nothing at all if one of the two is missing.
 */
export async function isWorthASecondTry({ code, reason }: CallError): Promise<boolean> {
  // It was not the user who refused. What page or system forbid is not asked about again.
  if (code !== 'permission-denied' || reason === 'page' || reason === 'system') return true;
  // After a refusal by the user a second prompt would only annoy, unless one of the two is known to be allowed.
  for (const name of ['microphone', 'camera'] as const) {
    try {
      if ((await navigator.permissions.query({ name })).state === 'granted') return true;
    } catch {
      // Not every browser knows these two names in queries (older Firefox does not).
    }
  }
  return false;
}
