import type { CallQuality } from '../../../call/terms/call-quality.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import { callIcons } from '../frame/call-icons.js';
import type { View, ViewKit } from '../frame/view.js';

/** From no bar to three. */
const QUALITIES = ['lost', 'poor', 'good', 'excellent'] as const;

/** How good the connection is, as bars and in a word; opens the figures. Nothing before that is known. */
export function statsButton(kit: ViewKit, { text, panels, element }: View, { quality }: PeerCall) {
  const { html, nothing } = kit;
  if (quality === null) return nothing;
  if (isTakenAway(element.controlsList, 'stats')) return qualityMark(kit, text, quality);
  const isOpen = panels.open === 'stats';
  return html`<button
    part="stats-button"
    class="stats-button"
    title=${text['stats-open'] ?? nothing}
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'stats' : nothing}
    @click=${() => panels.toggle('stats')}
  >
    ${qualityMark(kit, text, quality)}
  </button>`;
}

/** The word is read out in full: alone it would not say what of. */
export function qualityMark(kit: ViewKit, text: View['text'], quality: CallQuality) {
  return kit.html`<span class="quality ${quality}">
    ${callIcons(kit).bars(QUALITIES.indexOf(quality))}
    <span aria-hidden="true">${text[`stats-${quality}`]}</span>
    <span class="unseen">${text[`quality-${quality}`]}</span>
  </span>`;
}
