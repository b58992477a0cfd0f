import { html, nothing } from 'lit';
import type { AnswerOptions } from '../../../call/terms/call-options.js';
import { cameraIcon, hangupIcon, microphoneIcon, phoneIcon } from '../../icons.js';
import { peerCard } from '../frame/peer.js';
import { privateMark } from '../frame/private-mark.js';
import type { Screen, View } from '../frame/view.js';

export function incomingScreen(view: View): Screen {
  const { text, element, calls } = view;
  const answer = (options?: AnswerOptions) => (press: Event) =>
    calls.shown.isMeant(press) && element.answer(options);
  const startsWithCamera = element.video !== false;
  return {
    name: 'incoming',
    head: peerCard(view),
    status: text.incoming,
    body: html`
      ${privateMark(view)}
      <div class="choices">
        <button part="reject-button" class="choice" @click=${() => element.reject()}>
          <span class="round danger">${hangupIcon}</span>${text.decline}
        </button>
        ${
          startsWithCamera
            ? html`<button
                part="answer-audio-button"
                class="choice"
                @click=${answer({ video: false })}
              >
                <span class="round">${microphoneIcon}</span>${text['answer-audio']}
              </button>`
            : nothing
        }
        <button part="answer-button" class="choice" @click=${answer()}>
          <span class="round answer">${startsWithCamera ? cameraIcon : phoneIcon}</span
          >${text.answer}
        </button>
      </div>
    `,
  };
}
