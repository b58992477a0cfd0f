import {
  CallError,
  type CallErrorCode,
  type CallErrorDevice,
  type CallErrorReason,
} from '../terms/call-error.js';
import type { CallOptions, ResolvedCallOptions } from '../terms/call-options.js';

type Explanation = readonly [CallErrorCode, string];

/** https://www.w3.org/TR/permissions-policy-1/#permissionspolicy; Chromium 156 has it under its earlier name. */
type PolicyDocument = {
  readonly [Name in 'permissionsPolicy' | 'featurePolicy']?: {
    allowsFeature(feature: string): boolean;
  };
};

const FAILED: Explanation = ['media-failed', 'could not be opened'];
const NOT_STARTED: Explanation = ['device-in-use', 'does not start; maybe another program uses it'];

/**
 * By who has refused or by the error of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia or
 * https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia; with `-screen` what is otherwise there. Each
 * has to be true of every device.
 */
const EXPLANATIONS: { readonly [key: string]: Explanation | undefined } = {
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
  // There was no click just before, or the page is not the one that is shown.
  InvalidStateError: ['invalid-state', 'not possible now; click again'],
  // There is no `getDisplayMedia`.
  'TypeError-screen': ['not-supported', 'not possible in this browser'],
};

/** Whether the policy of the page, or of the frame around it, allows the device; `undefined` where browsers don't say. */
export function isAllowedByPolicy(device: CallErrorDevice): boolean | undefined {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  return policy?.allowsFeature(device === 'screen' ? 'display-capture' : device);
}

/** Who has refused; `undefined` in a frame in Firefox, which does not tell whether it was the user or the frame. */
function whoRefused(
  { name, message }: Partial<Error>,
  devices: readonly CallErrorDevice[],
): CallErrorReason | undefined {
  if (name !== 'NotAllowedError') return name === 'SecurityError' ? 'page' : undefined;
  // Chromium 156 says so; Firefox and Safari have one message for everything.
  if (message?.endsWith('system')) return 'system';
  const allowed = devices.map(isAllowedByPolicy);
  if (allowed.includes(false)) return 'page';
  return allowed.every(Boolean) || self === top ? 'user' : undefined;
}

/**
 * Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error.
 *
 * @param device what was asked for; microphone and camera together where it is left out
 */
export function toMediaError(cause: unknown, device?: CallErrorDevice): CallError {
  if (cause instanceof CallError) return cause;
  const error = (cause ?? {}) as Partial<Error>;
  const devices = device ? [device] : (['microphone', 'camera'] as const);
  const reason = whoRefused(error, devices);
  const key = `${reason ?? error.name}`;
  const [code, sentence] = EXPLANATIONS[`${key}-${device}`] ?? EXPLANATIONS[key] ?? FAILED;
  return new CallError(code, `${devices.join(', ')}: ${sentence}.`, { cause, device, reason });
}

/** What is said of a device that was on and ended by itself: unplugged, or not allowed any more. */
export function deviceGone(device: CallErrorDevice): CallError {
  const message = `${device}: gone; connect or allow it again.`;
  return new CallError('device-not-found', message, { device, reason: 'ended' });
}

/** The browser's media devices, unless others are given, or the reason why there are none. */
export function requireMediaDevices(
  devices = globalThis.navigator?.mediaDevices as ResolvedCallOptions['mediaDevices'],
): NonNullable<CallOptions['mediaDevices']> {
  if (devices !== undefined) return devices;
  throw globalThis.isSecureContext
    ? new CallError('not-supported', 'This browser gives no access to devices.')
    : new CallError('insecure-context', 'Devices need a page on https:// or localhost.');
}
