import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import type { ChatMessage } from '../../controllers/chat/chat-message.js';
import type { SharedFile } from '../../controllers/files/shared-file.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import { cutText } from '../../texts/clean-text.js';
import { fileWords } from './file-words.js';
import type { View, ViewKit } from '../frame/view.js';

/** Two lines of it are shown. */
const MAX_LENGTH = 200;

/** What has come while the chat is closed. The region is there before, so that it is read out. */
export function chatPreview(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  const isWanted = isUp(call) && view.panels.open !== 'chat';
  const entry = isWanted ? view.callFiles?.tools.chat.preview.entry : null;
  // Where the page has taken the chat away there is nothing to open.
  const isPlain = isTakenAway(view.element.controlsList, 'chat');
  return html`<div class="chat-preview" role="status">
    ${
      entry
        ? isPlain
          ? html`<p part="chat-preview" class="bubble">${words(kit, view, entry)}</p>`
          : html`<button
              part="chat-preview"
              class="bubble"
              @click=${() => view.panels.toggle('chat')}
            >
              ${words(kit, view, entry)}
            </button>`
        : nothing
    }
  </div>`;
}

function words({ html }: ViewKit, view: View, entry: ChatMessage | SharedFile) {
  return html`<span class="aside">${view.text[`chat-${entry.from}`]}</span> ${
      'text' in entry
        ? html`<span class="words" dir="auto">${cutText(entry.text, MAX_LENGTH)}</span>`
        : html`<span class="words"><bdi>${entry.name}</bdi><br />${fileWords(view, entry)}</span>`
    }`;
}
