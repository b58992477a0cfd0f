import type { PeerCall } from '../../../call/peer-call.js';
import type { Picture, PictureLayout } from '../../controllers/call/call-pictures.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import { callIcons } from '../frame/call-icons.js';
import { toolsOf } from '../frame/tools-of.js';
import type { View, ViewKit } from '../frame/view.js';

const LABELS = { remote: 'remote-video', screen: 'remote-screen', self: 'self-view' } as const;

/** For the style sheets: which picture is large, and where the small ones are. */
export function pictureClasses(view: View, call: PeerCall): string {
  const { pictures, zoom } = toolsOf(view);
  const { main, tiles, isSelfHidden } = pictures.layout(call);
  const { top, start } = pictures.corner;
  return [
    `main-${main}`,
    top && 'at-top',
    start && 'at-start',
    tiles.length > 1 && 'two',
    isSelfHidden && 'self-hidden',
    zoom.scale > 1 && 'zoomed',
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * What lies over the small pictures: a press makes one the large one, a drag or the arrow keys move them to another corner.
 * Their videos stay where they are in the page, so that nothing is torn down.
 */
export function tiles(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  const { text } = view;
  const { pictures } = toolsOf(view);
  const layout = pictures.layout(call);
  const names: readonly Picture[] = ['self', 'remote', 'screen'];
  return html`
    ${names.map((name) => (layout.tiles.includes(name) ? tile(kit, view, name, layout) : nothing))}
    ${
      layout.isSelfHidden
        ? html`<button
            part="self-view-button"
            class="round tile-stub"
            aria-label=${text['view-self-on'] ?? nothing}
            title=${text['view-self-on'] ?? nothing}
            @click=${() => pictures.hideSelf(false)}
          >
            ${callIcons(kit).eye}
          </button>`
        : nothing
    }
  `;
}

function tile(kit: ViewKit, view: View, name: Picture, { tiles }: PictureLayout) {
  const { html, nothing } = kit;
  const { text } = view;
  const { pictures, drag } = toolsOf(view);
  const label = text['view-tile']?.replace('{picture}', () => text[LABELS[name]]);
  // The second click of two is the end of a double click.
  const press = ({ detail }: MouseEvent) => {
    if (!drag.isJustDragged && detail < 2) pictures.enlarge(name);
  };
  return html`<div class="tile of-${name} ${tiles[0] === name ? '' : 'second'}">
    <button
      part="tile-button"
      class="grip"
      aria-label=${label ?? nothing}
      title=${label ?? nothing}
      aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight"
      @click=${press}
      @keydown=${drag.moveByKey}
      @pointerdown=${drag.begin}
      @pointermove=${drag.move}
      @pointerup=${drag.end}
      @pointercancel=${drag.end}
    ></button>
    ${
      name === 'self' && !isTakenAway(view.element.controlsList, 'self-view')
        ? html`<button
            part="self-view-button"
            class="round hide"
            aria-label=${text['view-self-off'] ?? nothing}
            title=${text['view-self-off'] ?? nothing}
            @click=${() => pictures.hideSelf(true)}
          >
            ${callIcons(kit).hide}
          </button>`
        : nothing
    }
  </div>`;
}
