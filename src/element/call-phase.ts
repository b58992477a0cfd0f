import type { PeerCall } from '../call/peer-call.js';

/** Events of a call, besides `statechange`, after which something on the screen is different. */
export const SHOWN_CHANGES = [
  'localmedia',
  'localstream',
  'remotestream',
  'remotemedia',
  'peername',
  'qualitychange',
  'verificationchange',
] as const;

/** Whether `call` waits for the local user's answer. */
export function isRingingHere(call: PeerCall): boolean {
  return call.direction === 'incoming' && call.state === 'ringing';
}

/** Whether `call` has been answered and connected, so that there may be pictures and sound. */
export function isUp(call: PeerCall): boolean {
  return call.state === 'connected' || call.state === 'reconnecting';
}
