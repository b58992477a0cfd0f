import { html, nothing } from 'lit';
import { describeError } from '../../texts/error-text.js';
import { closeIcon } from '../../icons.js';
import { iconButton } from '../frame/icon-button.js';
import { KIT } from '../frame/kit.js';
import type { View } from '../frame/view.js';

/** The latest failure in words, or what else is to be said, until the user closes it. */
export function notice(view: View) {
  const { text, callFiles } = view;
  const { problems } = view.calls;
  const { current } = problems;
  const advice = callFiles?.advice(KIT, view);
  const words = advice ? advice.words : current && describeError(text, current);
  return html`<div class="notices" role="alert">
    ${
      words
        ? html`<div part="notice" class=${advice?.isOffer ? 'notice offer' : 'notice'}>
            <p id="notice">${words}</p>
            ${advice?.action}
            ${
              advice?.stays
                ? nothing
                : iconButton(
                    'close',
                    text.dismiss,
                    closeIcon,
                    () => problems.dismiss(),
                    'dismiss-button',
                  )
            }
          </div>`
        : nothing
    }
  </div>`;
}
