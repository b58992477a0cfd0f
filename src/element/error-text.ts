import { CallError, type CallErrorCode } from '../call/call-error.js';
import type { EndReason } from '../call/call-state.js';
import type { PeerCall } from '../call/peer-call.js';
import type { SignalingError } from '../signaling/signaling-error.js';
import type { StringKey, Strings } from './strings.js';

function textOf(text: Strings, key: string): string | null {
  return Object.hasOwn(text, key) ? text[key as StringKey] : null;
}

/** What to do about `error`, in words. */
export function describeError(text: Strings, error: CallError | SignalingError): string {
  if (error instanceof CallError) {
    const forDevice = textOf(text, `error-${error.code}-${error.device}`);
    return forDevice ?? text[`error-${error.code}`];
  }
  return textOf(text, `offline-${error.code}`) ?? text['offline-connect-failed'];
}

export interface CallEnding {
  /** Why the call ended, as this side sees it. */
  readonly reason: string;
  /** What to do about it; `null` where there is nothing to do. */
  readonly advice: string | null;
}

// A call goes on without its camera or microphone: such an error is not what has ended it.
const DEVICE_CODES: ReadonlySet<CallErrorCode> = new Set([
  'permission-denied',
  'device-not-found',
  'device-in-use',
  'constraints-not-met',
  'insecure-context',
  'media-failed',
]);

/** Why `call` ended, in words. Only texts of our own are shown, never a word that came from the peer. */
export function describeEnding(text: Strings, call: PeerCall): CallEnding {
  const reason = call.endReason ?? 'hangup';
  const directed = textOf(text, `ended-${reason}-${call.direction}`);
  return {
    reason: directed ?? text[`ended-${reason}`],
    advice: adviceFor(text, reason, call.error),
  };
}

function adviceFor(text: Strings, reason: EndReason, error: CallError | null): string | null {
  if (reason === 'media-error') {
    return error ? describeError(text, error) : text['error-media-failed'];
  }
  const general = textOf(text, `error-${reason}`);
  const isCause = general !== null && error !== null && !DEVICE_CODES.has(error.code);
  return isCause ? describeError(text, error) : general;
}
