import type { PeerCall } from '../../../call/peer-call.js';
import type { CallTools } from '../../controllers/call-tools.js';
import type { Rating } from '../../element-events.js';
import type { View, ViewKit } from '../frame/view.js';

const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5];
const STAR = 'M12 3l2.8 5.7 6.2.9-4.5 4.4 1 6.2-5.5-2.9-5.5 2.9 1-6.2L3 9.6l6.2-.9z';
const SECOND_MS = 1_000;

/**
 * Five stars. The arrows lead from one to the next and choose none: what is chosen is told to the page at once, and can't be
 * taken back (ARIA APG, "Radio Group", for those in a toolbar, has the same keys).
 */
export function rating(kit: ViewKit, { text }: View, call: PeerCall, tools: CallTools) {
  const { html, icon } = kit;
  if (tools.rating.isRated(call)) return html`<p class="hint">${text['rating-thanks']}</p>`;
  const rate = (value: Rating) => {
    tools.rating.rate(call, value, (tools.time.seconds ?? 0) * SECOND_MS);
    tools.announce(text['rating-thanks'] ?? '');
  };
  return html`<div class="rating">
    <p class="label" id="rating-label">${text['rating-question']}</p>
    <div
      part="rating"
      class="stars"
      role="radiogroup"
      aria-labelledby="rating-label"
      @keydown=${step}
    >
      ${RATINGS.map(
        (value) =>
          html`<button
            part="star-button"
            class="round star"
            role="radio"
            aria-checked="false"
            tabindex=${value === 1 ? 0 : -1}
            aria-label=${text[`rating-${value}`]}
            title=${text[`rating-${value}`]}
            @click=${() => rate(value)}
          >
            ${icon(STAR)}
          </button>`,
      )}
    </div>
  </div>`;
}

/** Leads the focus from star to star. */
function step(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement;
  const stars = [...group.querySelectorAll('button')];
  const from = stars.indexOf(event.target as HTMLButtonElement);
  const isRightToLeft = getComputedStyle(group).direction === 'rtl';
  const steps: Partial<Record<string, number>> = {
    ArrowRight: isRightToLeft ? -1 : 1,
    ArrowLeft: isRightToLeft ? 1 : -1,
    ArrowDown: 1,
    ArrowUp: -1,
    Home: -from,
    End: stars.length - 1 - from,
  };
  const by = steps[event.key];
  if (by === undefined || from < 0) return;
  event.preventDefault();
  const to = stars[(from + by + stars.length) % stars.length];
  for (const star of stars) star.tabIndex = star === to ? 0 : -1;
  to?.focus();
}
