import type { CallError } from '../terms/call-error.js';

/**
 * Whether microphone and camera, which could not be had together, may be had one by one: `getUserMedia` gives nothing
 * at all where one of two devices is missing.
 */
export async function isWorthASecondTry({ code, reason }: CallError): Promise<boolean> {
  // Nobody was asked, and nobody will be for the one that page or system forbid.
  if (code !== 'permission-denied' || reason === 'page' || reason === 'system') return true;
  // After a refusal a second question would only annoy, unless one of the two is known to be allowed.
  for (const name of ['microphone', 'camera'] as const) {
    try {
      if ((await navigator.permissions.query({ name })).state === 'granted') return true;
    } catch {
      // Not every browser's queries know these two names (Firefox learnt them late).
    }
  }
  return false;
}
