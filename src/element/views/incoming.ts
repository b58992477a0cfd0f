import { html, nothing } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { cameraIcon, microphoneIcon, phoneIcon } from '../icons.js';
import { peerCard } from './peer.js';
import type { Screen, View } from './view.js';

export function incomingScreen({ text, element }: View, call: PeerCall): Screen {
  const startsWithCamera = element.video !== false;
  return {
    name: 'incoming',
    head: peerCard(call),
    status: text.incoming,
    body: html`
      <div class="choices">
        <button part="reject-button" class="choice" @click=${() => element.reject()}>
          <span class="round danger">${phoneIcon}</span>${text.decline}
        </button>
        ${
          startsWithCamera
            ? html`<button class="choice" @click=${() => element.answer({ video: false })}>
                <span class="round">${microphoneIcon}</span>${text['answer-audio']}
              </button>`
            : nothing
        }
        <button part="answer-button" class="choice" @click=${() => element.answer()}>
          <span class="round answer">${startsWithCamera ? cameraIcon : phoneIcon}</span
          >${text.answer}
        </button>
      </div>
    `,
  };
}
