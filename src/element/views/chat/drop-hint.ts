import type { View, ViewKit } from '../frame/view.js';

/** Where files go that are held over the element. */
export function dropHint({ html, nothing }: ViewKit, { text, callFiles }: View) {
  return callFiles?.tools.files.drop.isOver
    ? html`<div class="drop-hint"><p>${text['file-drop']}</p></div>`
    : nothing;
}
