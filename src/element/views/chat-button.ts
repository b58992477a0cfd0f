import type { PeerCall } from '../../call/peer-call.js';
import { isUp } from '../call-phase.js';
import { chatIcons } from './chat-icons.js';
import type { View, ViewKit } from './view.js';

/** Opens and closes the chat, while one is in a call. */
export function chatButton(kit: ViewKit, { text, panels, callFiles }: View, call: PeerCall) {
  const { html, nothing } = kit;
  if (!isUp(call) || callFiles === null) return nothing;
  const isOpen = panels.open === 'chat';
  const unread = isOpen ? 0 : callFiles.tools.chat.unread;
  const label = unread > 0 ? text['chat-unread']?.replace('{count}', String(unread)) : text.chat;
  return html`<button
    part="chat-button"
    class="round tool"
    aria-label=${label ?? nothing}
    title=${label ?? nothing}
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'chat' : nothing}
    @click=${() => panels.toggle('chat')}
  >
    ${chatIcons(kit).chat}
    ${
      unread > 0
        ? html`<span class="badge" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>`
        : nothing
    }
  </button>`;
}
