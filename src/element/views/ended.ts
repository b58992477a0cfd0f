import { html, nothing } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { describeEnding } from '../texts/error-text.js';
import { phoneIcon } from '../icons.js';
import { peerName } from './peer.js';
import type { Screen, View } from './view.js';

export function endedScreen(view: View, call: PeerCall): Screen {
  const { text, element, calls } = view;
  const { reason, advice } = describeEnding(text, call);
  return {
    head: html`<div class="round emblem">${phoneIcon}</div>`,
    status: reason,
    body: html`
      ${peerName(view)} ${advice === null ? nothing : html`<p class="advice">${advice}</p>`}
      <div class="row">
        <button class="button" @click=${() => calls.dismissCall()}>${text.back}</button>
        <button
          part="call-button"
          class="button primary"
          ?disabled=${calls.connectionId === null}
          @click=${() => element.startCall(call.address)}
        >
          ${phoneIcon} ${text['call-again']}
        </button>
      </div>
    `,
  };
}
