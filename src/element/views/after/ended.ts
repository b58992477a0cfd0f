import { html, nothing } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { describeEnding } from '../../texts/error-text.js';
import { endedIcon, meetingIcon, phoneIcon } from '../../icons.js';
import { KIT } from '../frame/kit.js';
import { peerName } from '../frame/peer.js';
import type { Screen, View } from '../frame/view.js';

export function endedScreen(view: View, call: PeerCall): Screen {
  const { text, element, calls, meeting, callFiles } = view;
  const session = meeting.files?.session;
  const room = session?.isOf(call) ? session : null;
  const { reason, advice } = describeEnding(text, call);
  return {
    head: html`<div part="emblem" class="round emblem">${endedIcon}</div>`,
    status: reason,
    body: html`
      ${peerName(view)}
      ${advice === null ? nothing : html`<p part="advice" class="advice">${advice}</p>`}
      <div class="row">
        <button
          part="back-button"
          class="button"
          @click=${() => (room ? room.back() : calls.dismissCall())}
        >
          ${text.back}
        </button>
        <button
          part=${room ? 'join-button' : 'call-button'}
          class="button primary"
          ?disabled=${calls.connectionId === null}
          @click=${() => (room ? room.joinAgain() : element.startCall(call.address))}
        >
          ${room ? meetingIcon : phoneIcon} ${text[room ? 'meeting-join-again' : 'call-again']}
        </button>
      </div>
      ${callFiles?.afterCall(KIT, view, call) ?? nothing}
    `,
  };
}
