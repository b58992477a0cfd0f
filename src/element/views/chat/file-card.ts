import type { FileSharing } from '../../controllers/files/file-sharing.js';
import type { SharedFile } from '../../controllers/files/shared-file.js';
import { fileKind } from '../../texts/file-kind.js';
import { formatSize } from '../../texts/format-size.js';
import { formatTime } from '../../texts/format-time.js';
import { fileProgress, fileWords } from './file-words.js';
import { chatIcons } from './chat-icons.js';
import type { Html, View, ViewKit } from '../frame/view.js';

/** A file: what it is said to be, where it stands, and what can be done with it. Nothing of its content is shown. */
export function fileCard(kit: ViewKit, view: View, files: FileSharing, file: SharedFile) {
  const { html, nothing } = kit;
  const { text, language } = view;
  const { transfer, from, name, id, timeMs } = file;
  const { state, size } = transfer;
  const isMoving = state === 'transferring' || state === 'paused';
  return html`<li
    class="message ${from === 'local' ? 'own' : 'theirs'}"
    data-state=${state}
    tabindex="-1"
  >
    <span class="aside">${text[`chat-${from}`]}</span>
    <div part="file" class="bubble file">
      <div class="file-head">
        <span class="kind" aria-hidden="true">${fileKind(name) || chatIcons(kit).file}</span>
        <p><bdi class="file-name" id="file-${id}" translate="no">${name}</bdi></p>
      </div>
      ${
        isMoving
          ? html`<progress
              max=${Math.max(size, 1)}
              .value=${size === 0 ? 1 : transfer.bytesTransferred}
              aria-labelledby="file-${id}"
            ></progress>`
          : nothing
      }
      <p class="file-words" aria-live=${state === 'transferring' ? 'off' : nothing}>
        ${
          state === 'transferring'
            ? fileProgress(view, file)
            : html`${formatSize(language, size)} · ${fileWords(view, file)}`
        }
      </p>
      ${buttons(html, view, files, file)}
    </div>
    <p class="about">
      <time datetime=${new Date(timeMs).toISOString()}>${formatTime(language, timeMs)}</time>
    </p>
  </li>`;
}

function buttons(html: Html, { text }: View, files: FileSharing, file: SharedFile) {
  const { transfer, from, id, isOpen } = file;
  const isOffer = from === 'remote' && transfer.state === 'offered';
  const button = (label: string | undefined, action: () => void, isMain = false) =>
    html`<button
      class="button ${isMain ? 'marked' : ''}"
      aria-describedby="file-${id}"
      @click=${({ currentTarget }: Event) => {
        // The button may go away, and would take the focus with it.
        (currentTarget as HTMLElement).closest('li')?.focus();
        action();
      }}
    >
      ${label}
    </button>`;
  const all = [
    isOffer ? button(text['file-accept'], () => files.accept(file), true) : null,
    isOpen ? button(text[isOffer ? 'file-decline' : 'file-cancel'], () => files.stop(file)) : null,
    transfer.blob ? button(text['file-save'], () => files.save(file), true) : null,
  ].filter((one) => one !== null);
  return all.length > 0 ? html`<div class="file-row">${all}</div>` : null;
}
