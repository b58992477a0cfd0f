import type { PeerCall } from '../../../call/peer-call.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import { formatSeconds } from '../../texts/format-seconds.js';
import { copyDiagnostics } from '../figures/copy-diagnostics.js';
import { recordingNotes } from '../recording/recording.js';
import { rating } from './rating.js';
import type { View, ViewKit } from '../frame/view.js';

/** What the screen of an ended call has besides: how long it was, how it was, and what is known of it. */
export function afterCall(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  const tools = view.callFiles?.tools;
  const seconds = tools?.time.seconds ?? null;
  // It has not been connected. What was recorded before may still be here.
  if (!tools || seconds === null) return recordingNotes(kit, view);
  const { text } = view;
  return html`
    <p class="hint duration">
      ${text['after-duration']?.replace('{time}', () => formatSeconds(seconds))}
    </p>
    ${isTakenAway(view.element.controlsList, 'rating') ? nothing : rating(kit, view, call, tools)}
    ${copyDiagnostics(kit, view, call, tools)} ${recordingNotes(kit, view)}
  `;
}
