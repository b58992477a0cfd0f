import type { CallError, CallErrorCode } from '../../call/terms/call-error.js';
import type { Diagnosis } from '../../call/terms/diagnosis.js';
import type { PeerCall } from '../../call/peer-call.js';
import { SignalingError } from '../../signaling/signaling-error.js';
import type { StringKey, Strings } from './strings.js';

function textOf(text: Strings, key: string): string | undefined {
  return text[key as StringKey];
}

/** What to do about `error`, in words. */
export function describeError(text: Strings, error: CallError | SignalingError): string {
  const { code } = error;
  if (error instanceof SignalingError) {
    return textOf(text, `offline-${code}`) ?? text['offline-connect-failed'];
  }
  // The address may also be a wrong one, of which a diagnosis knows nothing.
  const isAddressed = code === 'peer-unavailable';
  const { cause, side } = (!isAddressed && error.diagnosis) || ({} as Partial<Diagnosis>);
  return (
    textOf(text, `diagnosis-${cause}-${side}`) ??
    textOf(text, `diagnosis-${cause}`) ??
    textOf(text, `error-${code}-${error.device}`) ??
    textOf(text, `error-${code}`) ??
    text['error-invalid-state']
  );
}

export interface CallEnding {
  /** Why the call ended, as this side sees it. */
  readonly reason: string;
  /** What to do about it; `null` where there is nothing to do. */
  readonly advice: string | null;
}

/**
 * Errors that, like those with a diagnosis, say more than the reason of the end does. The others either say the same, or
 * are not what has ended the call: it goes on without its camera or microphone.
 */
const EXACT_CAUSES: readonly CallErrorCode[] = ['not-supported', 'negotiation-failed'];

/** Why `call` ended, in words. Only texts of our own are shown, never a word that came from the peer. */
export function describeEnding(text: Strings, call: PeerCall): CallEnding {
  const reason = call.endReason ?? 'hangup';
  const { error } = call;
  const isOfMedia = reason === 'media-error';
  const advice = textOf(text, `error-${isOfMedia ? 'media-failed' : reason}`);
  const isCause =
    advice && error && (error.diagnosis || isOfMedia || EXACT_CAUSES.includes(error.code));
  return {
    reason: textOf(text, `ended-${reason}-${call.direction}`) ?? text[`ended-${reason}`],
    advice: isCause ? describeError(text, error) : (advice ?? null),
  };
}
