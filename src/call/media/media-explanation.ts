import type { CallErrorCode, CallErrorDevice, CallErrorReason } from '../terms/call-error.js';

// Imports nothing but types. This file is fetched separately, and importing the main file from here could load that a
// second time: with a query in its address, it counts as another module.

type Sentence = readonly [CallErrorCode, string];

/** Why a device could not be opened. */
export interface MediaExplanation {
  readonly code: CallErrorCode;
  /** Follows the name of the device; true of every device. */
  readonly sentence: string;
  readonly reason: CallErrorReason | undefined;
}

const FAILED: Sentence = ['media-failed', 'could not be opened'];
const NOT_STARTED: Sentence = ['device-in-use', 'does not start; maybe another program uses it'];

/**
 * The key is who has refused, or the name of the error; one that ends in `-screen` holds for screens instead. Each
 * sentence has to be true of every device that it is used for.
 *
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 * @see https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia
 */
const SENTENCES: { readonly [key: string]: Sentence | undefined } = {
  user: ['permission-denied', 'not allowed; allow it in the address bar'],
  'user-screen': ['permission-denied', 'none chosen'],
  system: ['permission-denied', "not allowed; allow it in the system's settings"],
  page: ['permission-denied', 'not allowed; allow it in the frame or Permissions-Policy'],
  NotAllowedError: ['permission-denied', 'not allowed; allow it in the address bar or the frame'],
  // Also where macOS refuses, in Firefox.
  NotFoundError: ['device-not-found', 'not found; connect or allow one'],
  // Also where Windows refuses, in Chromium.
  NotReadableError: NOT_STARTED,
  AbortError: NOT_STARTED,
  'NotReadableError-screen': FAILED,
  'AbortError-screen': FAILED,
  OverconstrainedError: ['constraints-not-met', 'none fits the constraints'],
  // There was no click just before, or the page is in the background.
  InvalidStateError: ['invalid-state', 'not possible now; click again'],
  // The browser has no `getDisplayMedia`.
  'TypeError-screen': ['not-supported', 'not possible in this browser'],
};

/** Who has refused; `undefined` in a frame in Firefox, which does not tell whether it was the user or the frame. */
function whoRefused(
  { name, message }: Partial<Error>,
  allowed: readonly (boolean | undefined)[],
): CallErrorReason | undefined {
  if (name !== 'NotAllowedError') return name === 'SecurityError' ? 'page' : undefined;
  // Chromium 156 says so; Firefox and Safari have one message for everything.
  if (message?.endsWith('system')) return 'system';
  if (allowed.includes(false)) return 'page';
  return allowed.every(Boolean) || self === top ? 'user' : undefined;
}

/**
 * Explains what `getUserMedia` or `getDisplayMedia` rejected with.
 *
 * @param device what was asked for; microphone and camera together where it is left out
 * @param allowed whether the page's policy allows what was asked for, as far as the browser says
 */
export function explainMediaError(
  error: Partial<Error>,
  device: CallErrorDevice | undefined,
  allowed: readonly (boolean | undefined)[],
): MediaExplanation {
  const reason = whoRefused(error, allowed);
  const key = `${reason ?? error.name}`;
  const [code, sentence] = SENTENCES[`${key}-${device}`] ?? SENTENCES[key] ?? FAILED;
  return { code, sentence, reason };
}
