import type { CallState } from '../../../call/terms/call-state.js';
import type { Screen, View, ViewKit } from '../frame/view.js';

type PendingState = Extract<CallState, 'calling' | 'ringing' | 'connecting'>;

/** An outgoing call before it is answered, and any call before it is connected. */
export function pendingScreen(kit: ViewKit, view: View, state: PendingState): Screen {
  return {
    name: 'pending',
    head: kit.peerCard(view),
    status: view.text[state],
    body: kit.html`${kit.privateMark(view)}`,
  };
}
