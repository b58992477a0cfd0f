import type { PeerCall } from '../call/peer-call.js';

/** Whether `call` waits for the local user's answer. */
export function isRingingHere(call: PeerCall): boolean {
  return call.direction === 'incoming' && call.state === 'ringing';
}
