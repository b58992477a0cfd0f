import { chatComposer } from './chat-composer.js';
import { chatEntry } from './chat-entry.js';
import { chatIcons } from './chat-icons.js';
import { fileCard } from './file-card.js';
import { fileWords } from './file-words.js';
import type { View, ViewKit } from '../frame/view.js';

/** The messages of this call, and where one writes. Fetched when it is opened. */
export function chatPanel(kit: ViewKit, view: View) {
  const { html, nothing, icons, iconButton } = kit;
  const { text, panels, callFiles } = view;
  if (callFiles === null) return nothing;
  const { chat, files } = callFiles.tools;
  const { entries, scroll, unread } = chat;
  return html`<div
    part="chat"
    id="chat"
    class="chat"
    role="dialog"
    tabindex="-1"
    aria-labelledby="chat-title"
    @focus=${focusInput}
    @paste=${files.paste}
  >
    <div class="chat-head">
      <p class="label" id="chat-title">${text.chat}</p>
      ${iconButton('close', text.dismiss, icons.close, panels.close)}
    </div>
    <div
      class="chat-log"
      role="log"
      tabindex="0"
      aria-labelledby="chat-title"
      @scroll=${scroll.onScroll}
    >
      ${
        entries.length === 0
          ? html`<p class="hint">${text['chat-empty']}</p>`
          : html`<ol role="list">
              ${entries.map((entry) =>
                'text' in entry
                  ? chatEntry(kit, view, chat, entry)
                  : fileCard(kit, view, files, entry),
              )}
            </ol>`
      }
    </div>
    ${
      unread > 0 && !scroll.isAtEnd
        ? html`<button part="panel-button" class="chip newer" @click=${scroll.toEnd}>
            ${text['chat-new']} ${chatIcons(kit).down}
          </button>`
        : nothing
    }
    <p class="aside" role="status">
      ${files.latest ? `${files.latest.name}: ${fileWords(view, files.latest)}` : nothing}
    </p>
    ${chatComposer(kit, view)}
  </div>`;
}

/** Whoever opens the chat wants to write. On a phone that would bring up the keyboard, over what is there to read. */
function focusInput({ target, currentTarget }: FocusEvent): void {
  const panel = currentTarget as HTMLElement;
  if (target !== panel || matchMedia('(pointer: coarse)').matches) return;
  panel.querySelector<HTMLElement>('[part~=chat-input]')?.focus();
}
