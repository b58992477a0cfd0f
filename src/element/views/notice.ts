import { html, nothing } from 'lit';
import { describeError } from '../texts/error-text.js';
import { closeIcon } from '../icons.js';
import { iconButton } from './icon-button.js';
import { KIT } from './kit.js';
import type { View } from './view.js';

/** What was plugged in, the latest failure in words, or what could be better, until the user closes it. */
export function notice(view: View) {
  const { text, callFiles } = view;
  const { problems } = view.calls;
  const { current, hint, offer } = problems;
  const [before, after] = text['offer-device']?.split('{device}') ?? [];
  const advice = callFiles?.advice(KIT, view);
  const words = advice
    ? advice.words
    : offer
      ? html`${before}<bdi>${offer.name}</bdi>${after}`
      : current
        ? describeError(text, current)
        : hint && text[`hint-${hint.hint}`];
  return html`<div class="notices" role="alert">
    ${
      words
        ? html`<div part="notice" class=${offer && !advice ? 'notice offer' : 'notice'}>
            <p id="notice">${words}</p>
            ${
              advice
                ? advice.action
                : offer
                  ? html`<button
                      part="offer-button"
                      class="button"
                      aria-describedby="notice"
                      @click=${offer.accept}
                    >
                      ${text['offer-use']}
                    </button>`
                  : nothing
            }
            ${advice?.stays ? nothing : iconButton('close', text.dismiss, closeIcon, () => problems.dismiss(), 'dismiss-button')}
          </div>`
        : nothing
    }
  </div>`;
}
