import type { ChatController } from '../../controllers/chat/chat-controller.js';
import type { ChatMessage } from '../../controllers/chat/chat-message.js';
import type { SharedFile } from '../../controllers/files/shared-file.js';
import { formatTime } from '../../texts/format-time.js';
import { chatText } from './chat-text.js';
import type { View, ViewKit } from '../frame/view.js';

/** One message, with when and how. */
export function chatEntry(
  kit: ViewKit,
  view: View,
  chat: ChatController<SharedFile>,
  message: ChatMessage,
) {
  const { html, nothing } = kit;
  const { text, language } = view;
  const { from, state, timeMs } = message;
  return html`<li class="message ${from === 'local' ? 'own' : 'theirs'}" data-state=${state}>
    <span class="aside">${text[`chat-${from}`]}</span>
    <div class="bubble">${chatText(kit, view, chat, message)}</div>
    <p class="about">
      <time datetime=${new Date(timeMs).toISOString()}>${formatTime(language, timeMs)}</time>
      ${state === 'sent' ? nothing : html`<span>${text[`chat-${state}`]}</span>`}
      ${
        state === 'failed'
          ? html`<button
              part="panel-button"
              class="text-button"
              @click=${() => chat.retry(message)}
            >
              ${text['chat-retry']}
            </button>`
          : nothing
      }
    </p>
  </li>`;
}
