import { LinkError } from '../../link/link-error.js';
import { SignalingError } from '../../signaling/signaling-error.js';
import type { Diagnosis } from './diagnosis.js';

/**
 * What went wrong with a call.
 *
 * Devices: `permission-denied`, `device-not-found`, `device-in-use`, `constraints-not-met`, `insecure-context`,
 * `not-supported`, `media-failed`, `no-audio-input` (the microphone gives nothing but silence), `no-audio-output` (the
 * peer's voice has arrived without being played for some seconds), `audio-output-failed`. Use: `invalid-state`,
 * `invalid-argument`, `message-too-large`, `queue-full`. The call itself: `peer-unavailable`, `signaling-failed`,
 * `connection-failed`, `connection-lost`, `negotiation-failed`, `ice-servers-failed`, `resolve-failed`, `resume-failed`,
 * `report-failed`, `protocol-error`, `verification-failed`, `verification-unavailable`. Files: `file-too-large`, `file-unreadable`,
 * `file-damaged`, `file-interrupted`.
 */
export type CallErrorCode =
  | 'permission-denied'
  | 'device-not-found'
  | 'device-in-use'
  | 'constraints-not-met'
  | 'insecure-context'
  | 'not-supported'
  | 'media-failed'
  | 'no-audio-input'
  | 'no-audio-output'
  | 'audio-output-failed'
  | 'invalid-state'
  | 'invalid-argument'
  | 'message-too-large'
  | 'queue-full'
  | 'peer-unavailable'
  | 'signaling-failed'
  | 'connection-failed'
  | 'connection-lost'
  | 'negotiation-failed'
  | 'ice-servers-failed'
  | 'resolve-failed'
  | 'resume-failed'
  | 'report-failed'
  | 'protocol-error'
  | 'verification-failed'
  | 'verification-unavailable'
  | FileErrorCode;

/** Why a file is not sent or received: `error` of a `FileTransfer`. */
export type FileErrorCode =
  'file-too-large' | 'file-unreadable' | 'file-damaged' | 'file-interrupted';

/** What a device error is about, where that is known. */
export type CallErrorDevice = 'microphone' | 'camera' | 'screen';

/**
 * What is behind a device error whose code leaves it open.
 *
 * - `permission-denied`: who has refused. `user`, and for a screen the user who chose none; `system`: the operating
 *   system; `page`: a frame without `allow`, or the header `Permissions-Policy`. Unknown in a frame in Firefox.
 * - `device-not-found`: `ended`: it was on and has ended by itself, unplugged or forbidden; `switched`: it is gone, and
 *   another one is used in its place; `no-other`: there is but the one in use. Without reason there is none at all.
 * - `audio-output-failed`: `switched`: the loudspeaker is gone, and the system's own is used in its place.
 * - `not-supported`: `own-sound`: the screen is shared without its sound, because the call would be part of that.
 */
export type CallErrorReason =
  'user' | 'system' | 'page' | 'ended' | 'switched' | 'no-other' | 'own-sound';

export interface CallErrorOptions extends ErrorOptions {
  readonly device?: CallErrorDevice | undefined;
  readonly reason?: CallErrorReason | undefined;
  readonly diagnosis?: Diagnosis | undefined;
}

/** The one error class of the call layer. `cause` is the browser's own error where there is one. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;
  /** The device that failed; `null` where it is microphone and camera together, or none. */
  readonly device: CallErrorDevice | null;
  /** What is behind a device error whose code leaves it open; `null` where it does not, or nobody knows. */
  readonly reason: CallErrorReason | null;
  /** Why there is no connection, and on which side; `null` where it is no matter of the connection. */
  readonly diagnosis: Diagnosis | null;

  /**
   * Also by its name: the files that a script tag fetches later bring a copy of this class, and an app may have installed the
   * package twice. Subclasses are left alone.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const isCopy = this === CallError && value instanceof Error && value.name === 'CallError';
    return isCopy || super[Symbol.hasInstance](value);
  }

  constructor(code: CallErrorCode, message: string, options?: CallErrorOptions) {
    super(message, options);
    this.code = code;
    this.device = options?.device ?? null;
    this.reason = options?.reason ?? null;
    this.diagnosis = options?.diagnosis ?? null;
  }
}

/**
 * Makes a call error of whatever was thrown, which becomes its `cause`; one that is a call error already stays as it is. The
 * sentence is our own: an error of the browser may quote addresses.
 */
export function toCallError(cause: unknown, code: CallErrorCode = 'negotiation-failed'): CallError {
  if (cause instanceof CallError) return cause;
  const isOurs = cause instanceof LinkError || cause instanceof SignalingError;
  const sentence = isOurs ? cause.message : `It failed with ${nameOf(cause)}: see the cause.`;
  return new CallError(code, sentence, { cause });
}

/** For a file of the library that `import()` could not fetch. */
export function notFetched(
  code: CallErrorCode,
  cause: unknown,
  device?: CallErrorDevice,
): CallError {
  const sentence =
    'A file of the library could not be fetched. Is it beside the others on your server?';
  return new CallError(code, sentence, { cause, device });
}

/**
 * For what the browser says of the peer's descriptions and candidates. It quotes them, with addresses and passwords in
 * them, so only the kind of its error is kept.
 */
export function toNegotiationError(cause: unknown): CallError {
  if (cause instanceof CallError) return cause;
  const sentence = `The browser has refused what the other side sent (${nameOf(cause)}).`;
  return new CallError('negotiation-failed', sentence);
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
