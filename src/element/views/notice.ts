import { html, nothing } from 'lit';
import { describeError } from '../texts/error-text.js';
import { closeIcon } from '../icons.js';
import { iconButton } from './icon-button.js';
import type { View } from './view.js';

/** The latest failure in words, until the user closes it. */
export function notice({ text, calls: { problems } }: View) {
  return html`<div class="notices" role="alert">
    ${
      problems.current
        ? html`<div class="notice">
            <p>${describeError(text, problems.current)}</p>
            ${iconButton('close', text.dismiss, closeIcon, () => problems.dismiss())}
          </div>`
        : nothing
    }
  </div>`;
}
