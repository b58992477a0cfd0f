import type { TemplateResult } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { callIcons } from '../frame/call-icons.js';
import { badgeOf, panelButton, type Control } from './control.js';
import { callControls } from './controls.js';
import { toolsOf } from '../frame/tools-of.js';
import type { View, ViewKit } from '../frame/view.js';

/** One template for all states of a call, so that the buttons keep their nodes and the focus. */
export function toolbar(kit: ViewKit, view: View, call: PeerCall): TemplateResult {
  const { html, nothing, iconButton, icons } = kit;
  const { text, element, panels } = view;
  const { bar, menu } = arrange(kit, view, call);
  const isUnanswered = call.state === 'calling' || call.state === 'ringing';
  const news = menu.reduce((sum, { badge = 0 }) => sum + badge, 0);
  const more = panelButton(
    view,
    'more',
    news > 0 ? `${text['view-more']} (${news})` : text['view-more'],
    callIcons(kit).more,
    news,
  );
  // Of a panel whose button is in the menu, the menu's own is what leads to it.
  const opened = menu.find(({ panel }) => panel && panel === panels.open)?.panel;
  return html`
    <div part="toolbar" class="toolbar">
      <slot name="toolbar-start"></slot>
      ${bar.map((control) => (control ? toolButton(kit, view, control) : nothing))}
      ${menu.length > 0 ? toolButton(kit, view, more, opened) : nothing}
      ${iconButton(
        'tool danger',
        isUnanswered ? text.cancel : text.hangup,
        icons.hangup,
        () => element.hangup(),
        'hangup-button',
      )}
      <slot name="toolbar-end"></slot>
    </div>
  `;
}

/** What is in the toolbar, with empty places for what is not, and what is in the menu. */
export function arrange(
  kit: ViewKit,
  view: View,
  call: PeerCall,
): { bar: (Control | null)[]; menu: Control[] } {
  const controls = callControls(kit, view, call);
  const { room } = toolsOf(view).toolbarRoom;
  const all = controls.filter((control) => control !== null);
  const major = all.filter(({ isMinor }) => !isMinor);
  const isAllInBar = all.length === major.length && major.length <= room;
  // The menu has a button, too.
  const inBar = new Set(isAllInBar ? major : major.slice(0, Math.max(room - 1, 0)));
  return {
    bar: controls.map((control) => (control && inBar.has(control) ? control : null)),
    menu: all.filter((control) => !inBar.has(control)),
  };
}

/** Also for the corner of the screen: whatever opens a panel says which one, while it is open. */
function toolButton(
  kit: ViewKit,
  { panels }: View,
  { name, label, icon, action, pressed, marked, panel, badge }: Control,
  opened = panel,
): TemplateResult {
  const { html, nothing } = kit;
  const isOpen = opened !== undefined && panels.open === opened;
  return html`<button
    part="${name}-button"
    class="round tool ${marked ? 'marked' : ''}"
    aria-label=${label}
    title=${label}
    aria-pressed=${pressed ?? nothing}
    aria-haspopup=${name === 'more' ? 'menu' : nothing}
    aria-expanded=${panel ? isOpen : nothing}
    aria-controls=${isOpen ? opened : nothing}
    @click=${action}
  >
    ${icon}${badgeOf(kit, badge)}
  </button>`;
}
