import { html } from 'lit';
import type { CallState } from '../../call/terms/call-state.js';
import type { PeerCall } from '../../call/peer-call.js';
import { peerCard } from './peer.js';
import { privateMark } from './private-mark.js';
import { toolbar } from './toolbar.js';
import type { Screen, View } from './view.js';

type PendingState = Extract<CallState, 'calling' | 'ringing' | 'connecting'>;

/** An outgoing call before it is answered, and any call before it is connected. */
export function pendingScreen(view: View, call: PeerCall, state: PendingState): Screen {
  return {
    name: 'pending',
    head: peerCard(view),
    status: view.text[state],
    body: html`${privateMark(view)}`,
    tools: toolbar(view, call),
  };
}
