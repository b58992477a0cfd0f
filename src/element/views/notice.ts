import { html, nothing } from 'lit';
import { describeError } from '../error-text.js';
import { closeIcon } from '../icons.js';
import { iconButton } from './icon-button.js';
import type { View } from './view.js';

/** A failure that ends nothing, in words, until the user has read it. */
export function notice({ text, actions, problem }: View) {
  return html`<div class="notices" role="alert">
    ${
      problem
        ? html`<div class="notice">
            <p>${describeError(text, problem)}</p>
            ${iconButton({
              className: 'close',
              label: text.dismiss,
              icon: closeIcon,
              action: actions.dismissProblem,
            })}
          </div>`
        : nothing
    }
  </div>`;
}
