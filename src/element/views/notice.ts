import { html, nothing } from 'lit';
import { describeError } from '../texts/error-text.js';
import { closeIcon } from '../icons.js';
import { iconButton } from './icon-button.js';
import type { View } from './view.js';

/** The latest failure in words, or what could be better, until the user closes it. */
export function notice({ text, calls: { problems } }: View) {
  const { current, hint } = problems;
  const words = current ? describeError(text, current) : hint && text[`hint-${hint.hint}`];
  return html`<div class="notices" role="alert">
    ${
      words
        ? html`<div class="notice">
            <p>${words}</p>
            ${iconButton('close', text.dismiss, closeIcon, () => problems.dismiss())}
          </div>`
        : nothing
    }
  </div>`;
}
