import { html, nothing } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { cameraIcon, hangupIcon, microphoneIcon, phoneIcon } from '../icons.js';
import { avatar, peerName } from './peer.js';
import type { Screen, View } from './view.js';

export function incomingScreen({ text, actions, startsWithCamera }: View, call: PeerCall): Screen {
  return {
    head: html`<div class="pulse">${avatar}</div>
      ${peerName(call)}`,
    status: text.incoming,
    body: html`
      <div class="choices">
        <button part="reject-button" class="choice" @click=${actions.reject}>
          <span class="round danger">${hangupIcon}</span>${text.decline}
        </button>
        ${
          startsWithCamera
            ? html`<button class="choice" @click=${actions.answerWithAudio}>
                <span class="round">${microphoneIcon}</span>${text['answer-audio']}
              </button>`
            : nothing
        }
        <button part="answer-button" class="choice" @click=${actions.answer}>
          <span class="round answer">${startsWithCamera ? cameraIcon : phoneIcon}</span
          >${text.answer}
        </button>
      </div>
    `,
  };
}
