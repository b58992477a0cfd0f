import { CallError, type CallErrorDevice } from '../terms/call-error.js';
import type { CallOptions, ResolvedCallOptions } from '../terms/call-options.js';
import type { explainMediaError, MediaExplanation } from './media-explanation.js';

/** https://www.w3.org/TR/permissions-policy-1/#permissionspolicy; Chromium 156 has it under its earlier name. */
type PolicyDocument = {
  readonly [Name in 'permissionsPolicy' | 'featurePolicy']?: {
    allowsFeature(feature: string): boolean;
  };
};

/** Whether the policy of the page, or of the frame around it, allows the device; `undefined` where browsers don't say. */
export function isAllowedByPolicy(device: CallErrorDevice): boolean | undefined {
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  return policy?.allowsFeature(device === 'screen' ? 'display-capture' : device);
}

/** Used if the explanations can't be fetched: the page's server can't be reached, or does not have the file any more. */
const UNEXPLAINED: MediaExplanation = {
  code: 'media-failed',
  sentence: 'could not be opened',
  reason: undefined,
};

/** Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error. */
export function createMediaError(
  explain: typeof explainMediaError,
  cause: unknown,
  device: CallErrorDevice | undefined,
): CallError {
  if (cause instanceof CallError) return cause;
  const devices = device ? [device] : (['microphone', 'camera'] as const);
  const { code, sentence, reason } = explain(cause ?? {}, device, devices.map(isAllowedByPolicy));
  return new CallError(code, `${devices.join(', ')}: ${sentence}.`, { cause, device, reason });
}

/**
 * The same where the explanations are not there yet: fetches them.
 *
 * @param device what was asked for; microphone and camera together where it is left out
 */
export async function toMediaError(cause: unknown, device?: CallErrorDevice): Promise<CallError> {
  const explain = await import('./media-explanation.js').then(
    ({ explainMediaError }) => explainMediaError,
    () => () => UNEXPLAINED,
  );
  return createMediaError(explain, cause, device);
}

/** The error for a device that was on and has ended by itself: unplugged, or not allowed any more. */
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
