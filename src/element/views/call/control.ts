import type { TemplateResult } from 'lit';
import type { PanelName, View, ViewKit } from '../frame/view.js';

/** Something to press in a call: a button in the toolbar, or a line of the menu where the toolbar has no room for it. */
export interface Control {
  /** Its part is `<name>-button`; `no<name>` in `controlslist` takes it away. */
  readonly name: string;
  /** Says all, also how many are new. */
  readonly label: string;
  readonly icon: TemplateResult;
  readonly action: () => unknown;
  /** For what is on or off. */
  readonly pressed?: boolean;
  /** Stands out: what the user has turned off, or shares. */
  readonly marked?: boolean;
  /** What it opens. */
  readonly panel?: PanelName;
  /** How many are new there. */
  readonly badge?: number;
  /** Never in the toolbar. */
  readonly isMinor?: boolean;
}

/** A button that opens a panel. */
export function panelButton(
  { panels }: View,
  name: PanelName,
  label: string | undefined,
  icon: TemplateResult,
  badge = 0,
): Control {
  const action = () => panels.toggle(name);
  return { name, label: label ?? '', icon, action, panel: name, badge };
}

/** How many are new. The button's label says it in words. */
export function badgeOf({ html, nothing }: ViewKit, badge = 0) {
  return badge > 0
    ? html`<span class="badge" aria-hidden="true">${badge > 99 ? '99+' : badge}</span>`
    : nothing;
}
