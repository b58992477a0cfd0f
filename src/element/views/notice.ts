import { html, nothing } from 'lit';
import { describeError } from '../texts/error-text.js';
import { closeIcon } from '../icons.js';
import { iconButton } from './icon-button.js';
import type { View } from './view.js';

/** A failure that ends nothing, in words, until the user has read it. */
export function notice({ text, calls }: View) {
  return html`<div class="notices" role="alert">
    ${
      calls.problem
        ? html`<div class="notice">
            <p>${describeError(text, calls.problem)}</p>
            ${iconButton('close', text.dismiss, closeIcon, () => calls.dismissProblem())}
          </div>`
        : nothing
    }
  </div>`;
}
