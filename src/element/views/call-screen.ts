import type { PeerCall } from '../../call/peer-call.js';
import { captionNotes, captions } from './captions/captions.js';
import { chatPreview } from './chat/chat-preview.js';
import { dropHint } from './chat/drop-hint.js';
import { afterCall } from './after/after-call.js';
import { deviceAdvice } from './devices/device-advice.js';
import { devicesCorner } from './devices/devices-button.js';
import { inCallScreen } from './call/in-call.js';
import { nameField } from './start/name-field.js';
import { pendingScreen } from './call/pending.js';
import { recordingNotes } from './recording/recording.js';
import { toolsOf } from './frame/tools-of.js';
import { toolbar } from './call/toolbar.js';
import { verifyButton } from './verification/verify-button.js';
import type { Screen, View, ViewKit } from './frame/view.js';

export { morePanel } from './call/more-panel.js';

/** What is shown besides the first screens. */
export const callViews = {
  screen: callScreen,
  afterCall,
  advice: deviceAdvice,
  corner: cornerWithoutCall,
  nameField,
};

/** What was recorded waits there, too, until it is saved or thrown away. After a call it stands among the words about that. */
function cornerWithoutCall(kit: ViewKit, view: View) {
  const isKept = toolsOf(view).recording.files.length > 0 && view.calls.state !== 'ended';
  return kit.html`${devicesCorner(kit, view)} ${isKept ? recordingNotes(kit, view) : kit.nothing}`;
}

/** A call from when it is placed or answered to its end. Fetched once the first screen is there, with its styles. */
export function callScreen(kit: ViewKit, view: View, call: PeerCall): Screen {
  toolsOf(view).pip.show(call, { kit, view, call }, fetchPip);
  const screen = screenOf(kit, view, call);
  return {
    ...screen,
    corner: kit.html`${verifyButton(kit, view, call)} ${recordingNotes(kit, view)}
    ${captionNotes(kit, view, call)} ${chatPreview(kit, view, call)} ${dropHint(kit, view)}`,
    // One template for all states: the buttons keep their nodes, and the focus.
    tools: kit.html`${screen.tools ?? kit.nothing} ${captions(kit, view, call)}
    ${toolbar(kit, view, call)}`,
  };
}

const fetchPip = async () => (await import('./call/pip-window.js')).pipWindow;

function screenOf(kit: ViewKit, view: View, call: PeerCall): Screen {
  switch (call.state) {
    case 'calling':
    case 'ringing':
    case 'connecting':
      return pendingScreen(kit, view, call.state);
    default:
      return inCallScreen(kit, view, call);
  }
}
