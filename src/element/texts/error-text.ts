import type { CallError, CallErrorCode, CallErrorDevice } from '../../call/terms/call-error.js';
import type { Diagnosis } from '../../call/terms/diagnosis.js';
import type { PeerCall } from '../../call/peer-call.js';
import { SignalingError } from '../../signaling/signaling-error.js';
import type { StringKey, Strings } from './strings.js';

/** The first of these texts that exists, or else one that is always true. */
function firstOf(text: Strings, keys: readonly string[]): string {
  const key = keys.find((candidate) => candidate in text) as StringKey | undefined;
  return text[key ?? 'error-invalid-state'] ?? '';
}

function withDevice(text: Strings, sentence: string, device: CallErrorDevice | null): string {
  return sentence.replace('{device}', () => text[`device-${device ?? 'both'}`] ?? '');
}

/** What to do about `error`, in words. */
export function describeError(text: Strings, error: CallError | SignalingError): string {
  const { code, reason } = error;
  if (error instanceof SignalingError) {
    return firstOf(text, [
      `door-${reason}`,
      String(reason),
      code,
      `room-${code}`,
      `offline-${code}`,
      'offline-connect-failed',
    ]);
  }
  const { device } = error;
  // A diagnosis can not know that the address may be wrong.
  const { cause, side } =
    (code !== 'peer-unavailable' && error.diagnosis) || ({} as Partial<Diagnosis>);
  const sentence = firstOf(text, [
    `diagnosis-${cause}-${side}`,
    `diagnosis-${cause}`,
    `error-${code}-${reason}-${device ?? 'both'}`,
    `error-${code}-${reason}`,
    `error-${code}-${device ?? 'both'}`,
    `error-${code}`,
  ]);
  return withDevice(text, sentence, device);
}

export interface CallEnding {
  /** Why the call ended, as this side sees it. */
  readonly reason: string;
  /** What to do about it; `null` where there is nothing to do. */
  readonly advice: string | null;
}

/**
 * Errors that say more than the reason of the end, as those with a diagnosis do. The other errors either say the same,
 * or did not end the call: it goes on without a camera or microphone.
 */
const EXACT_CAUSES: readonly CallErrorCode[] = ['not-supported', 'negotiation-failed'];

/** Why `call` ended, in words. Nothing that the peer wrote is shown. */
export function describeEnding(text: Strings, call: PeerCall): CallEnding {
  const reason = call.endReason ?? 'hangup';
  const { error } = call;
  const isOfMedia = reason === 'media-error';
  const advice = text[`error-${isOfMedia ? 'media-failed' : reason}` as StringKey];
  const isCause =
    advice && error && (error.diagnosis || isOfMedia || EXACT_CAUSES.includes(error.code));
  return {
    reason: firstOf(text, [`ended-${reason}-${call.direction}`, `ended-${reason}`, 'ended-hangup']),
    advice: isCause ? describeError(text, error) : advice ? withDevice(text, advice, null) : null,
  };
}
