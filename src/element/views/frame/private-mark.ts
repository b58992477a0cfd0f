import { html, nothing } from 'lit';
import { privateIcon } from '../../icons.js';
import type { View } from './view.js';

/** Says that the call, or the next one, keeps the own network addresses from the other side. */
export function privateMark({ text, calls }: View) {
  return calls.shown.isPrivate
    ? html`<p part="private-mark" class="chip private" title=${text['private-mode-hint']}>
        ${privateIcon} ${text['private-mode']}
      </p>`
    : nothing;
}
