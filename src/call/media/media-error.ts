import { CallError, notFetched, type CallErrorDevice } from '../terms/call-error.js';
import type { CallOptions, ResolvedCallOptions } from '../terms/call-options.js';
import type { MediaExplanation } from './media-explanation.js';
import type * as OtherCamera from './other-camera.js';

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

const explanations = () => import('./media-explanation.js');

/** Fetches the explanations of media errors. Call it before they are needed, while there is a network. */
export function loadMediaExplanations(): void {
  // If it fails now, `toMediaError` tries again; if that fails too, it uses `UNEXPLAINED`.
  explanations().catch(() => {});
}

/**
 * Fetches what finds the camera to flip to, as above.
 *
 * @throws {CallError} `media-failed` (by rejection) if it can't be had
 */
export function loadOtherCamera(): Promise<typeof OtherCamera> {
  return import('./other-camera.js').catch((cause: unknown) => {
    throw notFetched('media-failed', cause, 'camera');
  });
}

/**
 * Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error.
 *
 * @param device what was asked for; microphone and camera together where it is left out
 */
export async function toMediaError(cause: unknown, device?: CallErrorDevice): Promise<CallError> {
  if (cause instanceof CallError) return cause;
  const devices = device ? [device] : (['microphone', 'camera'] as const);
  const { code, sentence, reason } = await explanations().then(
    ({ explainMediaError }) =>
      explainMediaError((cause ?? {}) as Partial<Error>, device, devices.map(isAllowedByPolicy)),
    () => UNEXPLAINED,
  );
  return new CallError(code, `${devices.join(', ')}: ${sentence}.`, { cause, device, reason });
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
