import { CallError, type CallErrorCode, type CallErrorDevice } from './call-error.js';

// Names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, and of getDisplayMedia.
const CODES: { readonly [name: string]: CallErrorCode } = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'device-not-found',
  NotReadableError: 'device-in-use',
  AbortError: 'device-in-use',
  OverconstrainedError: 'constraints-not-met',
};

const SENTENCES: { readonly [Code in CallErrorCode]?: string } = {
  'permission-denied':
    'Access was not allowed. Allow it in the browser, by the icon in the address bar.',
  'device-not-found': 'No such device was found. Connect one and try again.',
  'device-in-use': 'The device could not be started; another program may be using it.',
  'constraints-not-met': 'No device fits the constraints that were asked for.',
  'media-failed': 'The device could not be opened.',
};

/** Turns what `getUserMedia` or `getDisplayMedia` rejected with into the call's own error. */
export function toMediaError(error: unknown, device?: CallErrorDevice): CallError {
  if (error instanceof CallError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const code = Object.hasOwn(CODES, name) ? (CODES[name] ?? 'media-failed') : 'media-failed';
  const subject = device === undefined ? '' : `${device}: `;
  return new CallError(code, `${subject}${SENTENCES[code] ?? ''}`, {
    cause: error,
    ...(device === undefined ? {} : { device }),
  });
}

/** The browser's media devices, or the reason why there are none. */
export function requireMediaDevices(): MediaDevices {
  const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined;
  if (devices !== undefined) return devices;
  if (globalThis.isSecureContext) {
    throw new CallError('not-supported', 'This browser gives no access to cameras or microphones.');
  }
  throw new CallError(
    'insecure-context',
    'Cameras and microphones work only on https:// pages and on localhost. Serve the page over https.',
  );
}
