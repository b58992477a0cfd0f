import { CallError, type CallErrorCode, type CallErrorDevice } from './call-error.js';

const DENIED = [
  'permission-denied',
  'not allowed; allow it by the icon in the address bar',
] as const;
const IN_USE = ['device-in-use', 'could not be started; another program may use it'] as const;
const FAILED = ['media-failed', 'could not be opened'] as const;

/** Names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, and of getDisplayMedia. */
const BY_NAME = new Map<string, readonly [CallErrorCode, string]>([
  ['NotAllowedError', DENIED],
  ['SecurityError', DENIED],
  ['NotFoundError', ['device-not-found', 'not found; connect one']],
  ['NotReadableError', IN_USE],
  ['AbortError', IN_USE],
  ['OverconstrainedError', ['constraints-not-met', 'none fits the constraints']],
]);

/** Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error. */
export function toMediaError(error: unknown, device?: CallErrorDevice): CallError {
  if (error instanceof CallError) return error;
  const name = (error as { readonly name?: string } | null)?.name ?? '';
  const [code, sentence] = BY_NAME.get(name) ?? FAILED;
  return new CallError(code, `${device ?? 'camera, microphone'}: ${sentence}.`, {
    cause: error,
    ...(device === undefined ? {} : { device }),
  });
}

/** The browser's media devices, or the reason why there are none. */
export function requireMediaDevices(): MediaDevices {
  const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined;
  if (devices !== undefined) return devices;
  if (globalThis.isSecureContext) {
    throw new CallError('not-supported', 'This browser gives no access to cameras.');
  }
  throw new CallError(
    'insecure-context',
    'Cameras work only on https:// pages and on localhost. Serve the page over https.',
  );
}
