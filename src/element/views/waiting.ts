import type { PeerCall } from '../../call/peer-call.js';
import { pulsingPeer } from './peer.js';
import type { Screen, View } from './view.js';

/** An outgoing call before its answer, and any call before its first picture. */
export function waitingScreen({ text }: View, call: PeerCall): Screen {
  const status = call.state === 'calling' || call.state === 'ringing' ? call.state : 'connecting';
  return { head: pulsingPeer(call), status: text[status] };
}
