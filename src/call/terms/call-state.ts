/**
 * Where a call stands.
 *
 * - `calling`: outgoing; the peer's device has not answered the invitation yet
 * - `ringing`: outgoing: the peer's device rings; incoming: ours does
 * - `connecting`: answered; the media path is being set up
 * - `connected`: media flows
 * - `reconnecting`: the media path is down and being restored
 * - `ended`: final; `endReason` says why
 */
export type CallState =
  'calling' | 'ringing' | 'connecting' | 'connected' | 'reconnecting' | 'ended';

/** Who started the call. */
export type CallDirection = 'outgoing' | 'incoming';

const END_REASONS = [
  'hangup',
  'declined',
  'busy',
  'cancelled',
  'timeout',
  'replaced',
  'peer-unavailable',
  'connection-failed',
  'connection-lost',
  'media-error',
  'signaling-failed',
  'verification-failed',
  'protocol-error',
] as const;

/** Why a call ended. The word is the same on both sides, whichever side ended it. */
export type EndReason = (typeof END_REASONS)[number];

/** How a call ends that somebody wanted to end. In a room the others begin again by themselves. */
const WANTED_ENDINGS: readonly (EndReason | null)[] = [
  'hangup',
  'declined',
  'cancelled',
  'verification-failed',
];

export function isWantedEnding(reason: EndReason | null): boolean {
  return WANTED_ENDINGS.includes(reason);
}

export function isEndReason(value: unknown): value is EndReason {
  return (END_REASONS as readonly unknown[]).includes(value);
}

/** The legal moves. `calling` goes straight to `connecting` when both dialled at once, or when `ringing` was overtaken. */
const NEXT_STATES: { readonly [State in CallState]: readonly CallState[] } = {
  calling: ['ringing', 'connecting', 'ended'],
  ringing: ['connecting', 'ended'],
  connecting: ['connected', 'ended'],
  connected: ['reconnecting', 'ended'],
  reconnecting: ['connected', 'ended'],
  ended: [],
};

export function isLegalMove(from: CallState, to: CallState): boolean {
  return NEXT_STATES[from].includes(to);
}

/** What it means to the peer that this side hangs up now. */
export function hangupReason(direction: CallDirection, state: CallState): EndReason {
  if (state !== 'calling' && state !== 'ringing') return 'hangup';
  return direction === 'outgoing' ? 'cancelled' : 'declined';
}
