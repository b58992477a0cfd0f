import { badgeOf, type Control } from './control.js';
import { arrange } from './toolbar.js';
import type { View, ViewKit } from '../frame/view.js';

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at <= 0 ? count : at) - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The menu of what the toolbar has no room for (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/). */
export function morePanel(kit: ViewKit, view: View) {
  const { html } = kit;
  const { text, calls, panels } = view;
  if (calls.call === null) return null;
  const { menu } = arrange(kit, view, calls.call);
  // A press beside the menu closes it.
  return html`<div class="beside" @click=${panels.close}></div>
    <div
      part="more"
      id="more"
      class="more"
      role="menu"
      tabindex="-1"
      aria-label=${text['view-more']}
      @focus=${enter}
      @keydown=${(event: KeyboardEvent) => moveByKey(event, panels.close)}
    >
      ${menu.map((control) => item(kit, view, control))}
    </div>`;
}

function item(kit: ViewKit, { panels }: View, control: Control) {
  const { html, nothing } = kit;
  const { name, label, icon, action, pressed, panel, badge } = control;
  const press = () => {
    action();
    // A panel takes the place of the menu by itself.
    if (!panel) panels.close();
  };
  return html`<button
    part="${name}-button"
    class="item"
    role=${pressed === undefined ? 'menuitem' : 'menuitemcheckbox'}
    aria-checked=${pressed ?? nothing}
    tabindex="-1"
    @click=${press}
  >
    ${icon}<span>${label}</span>${badgeOf(kit, badge)}
  </button>`;
}

const itemsOf = (menu: EventTarget | null) => [
  ...(menu as HTMLElement).querySelectorAll<HTMLElement>('.item'),
];

/** The focus is led to the menu, and goes on to its first item. */
function enter({ currentTarget }: FocusEvent): void {
  itemsOf(currentTarget)[0]?.focus();
}

function moveByKey(event: KeyboardEvent, close: () => void): void {
  const { key } = event;
  // To the button that has opened it, and on from there by itself.
  if (key === 'Tab') return close();
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const step = STEPS[key];
  if (!step || items.length === 0) return;
  event.preventDefault();
  const { activeElement } = menu.getRootNode() as ShadowRoot;
  items[step(items.indexOf(activeElement as HTMLElement), items.length)]?.focus();
}
