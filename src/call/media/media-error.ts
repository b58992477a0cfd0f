import { CallError, type CallErrorCode, type CallErrorDevice } from '../terms/call-error.js';
import type { CallOptions } from '../terms/call-options.js';

/** Names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, and of getDisplayMedia. */
function explain(name: string | undefined): readonly [CallErrorCode, string] {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return ['permission-denied', 'not allowed; allow it in the address bar'];
    case 'NotFoundError':
      return ['device-not-found', 'not found; connect one'];
    case 'NotReadableError':
    case 'AbortError':
      return ['device-in-use', 'in use by another program'];
    case 'OverconstrainedError':
      return ['constraints-not-met', 'none fits the constraints'];
    default:
      return ['media-failed', 'could not be opened'];
  }
}

/** Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error. */
export function toMediaError(error: unknown, device?: CallErrorDevice): CallError {
  if (error instanceof CallError) return error;
  const [code, sentence] = explain((error as { readonly name?: string } | null)?.name);
  return new CallError(code, `${device ?? 'camera, microphone'}: ${sentence}.`, {
    cause: error,
    device,
  });
}

/** The browser's media devices, unless others are given, or the reason why there are none. */
export function requireMediaDevices(
  devices = globalThis.navigator?.mediaDevices as CallOptions['mediaDevices'],
): NonNullable<CallOptions['mediaDevices']> {
  if (devices !== undefined) return devices;
  throw globalThis.isSecureContext
    ? new CallError('not-supported', 'This browser has no camera access.')
    : new CallError('insecure-context', 'Cameras need a page on https:// or localhost.');
}
