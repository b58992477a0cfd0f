import type { LitElement } from 'lit';
import { notFetched, type CallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';

export interface PanelHost extends LitElement {
  readonly call: PeerCall | null;
}

/** How each panel is fetched. Its name is its `part` and its `id`, too. */
export type PanelFiles<Panel, Name extends string> = Readonly<Record<Name, () => Promise<Panel>>>;

/** Opens one panel at a time, and leads the focus into it and back. */
export class PanelController<Panel, Name extends string = string> {
  readonly #host: PanelHost;
  readonly #files: PanelFiles<Panel, Name>;
  readonly #onFailure: (error: CallError) => void;
  readonly #fetched = new Map<Name, Panel>();
  #wanted: Name | null = null;
  #open: Name | null = null;
  /** What the panel was opened for: it stays closed in the next call, and after a call. */
  #openedFor: PeerCall | null = null;

  constructor(
    host: PanelHost,
    files: PanelFiles<Panel, Name>,
    onFailure: (error: CallError) => void,
  ) {
    this.#host = host;
    this.#files = files;
    this.#onFailure = onFailure;
  }

  /** The name of the open panel. */
  get open(): Name | null {
    const { call } = this.#host;
    return call === this.#openedFor && call?.state !== 'ended' ? this.#open : null;
  }

  /** What shows the open panel. */
  get panel(): Panel | null {
    return this.open && (this.#fetched.get(this.open) ?? null);
  }

  toggle(name: Name): void {
    if (this.open === name) this.close();
    else void this.show(name);
  }

  readonly close = (): void => {
    // First: the panel would take the focus with it. Whatever opens one has `aria-controls` while it is open. What has the
    // focus beside the panel keeps it: closing may be what brings it into view (WCAG 2.4.11).
    const panel = this.#find(`[part~=${this.#open}]`);
    if (panel?.contains(this.#host.shadowRoot?.activeElement ?? null)) {
      this.#find(`[aria-controls=${this.#open}]`)?.focus();
    }
    this.#open = this.#wanted = null;
    this.#host.requestUpdate();
  };

  /** One key closes one thing: a dialog of the page around stays open. */
  readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.open === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** Leads the focus to the open panel, whose buttons may be others now. */
  focus(): void {
    this.#find(`[part~=${this.#open}]`)?.focus();
  }

  /** Opens a panel, in place of the one that is open. A file that did not come is asked for again the next time. */
  async show(name: Name): Promise<void> {
    // Pressed twice, before its file has come.
    if (this.#wanted === name) return;
    const { call } = this.#host;
    this.#wanted = name;
    try {
      if (!this.#fetched.has(name)) this.#fetched.set(name, await this.#files[name]());
    } catch (cause) {
      if (this.#wanted === name) this.#wanted = null;
      this.#onFailure(notFetched('invalid-state', cause));
      return;
    }
    // Another one may have been asked for since.
    if (this.#wanted !== name) return;
    this.#wanted = null;
    this.#open = name;
    this.#openedFor = call;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.open === name) this.focus();
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
