import type { LitElement } from 'lit';
import { notFetched, type CallError } from '../../call/terms/call-error.js';
import type { PeerCall } from '../../call/peer-call.js';

export interface VerificationHost extends LitElement {
  readonly call: PeerCall | null;
}

/** Opens and closes the panel with the code of a call, and leads the focus into it and back. */
export class VerificationController<Panel> {
  readonly #host: VerificationHost;
  readonly #fetchPanel: () => Promise<Panel>;
  readonly #onFailure: (error: CallError) => void;
  #panel: Panel | null = null;
  /** The call that the panel was opened for: it stays closed in the next one. */
  #openedFor: PeerCall | null = null;

  constructor(
    host: VerificationHost,
    fetchPanel: () => Promise<Panel>,
    onFailure: (error: CallError) => void,
  ) {
    this.#host = host;
    this.#fetchPanel = fetchPanel;
    this.#onFailure = onFailure;
  }

  /** What shows the code, once it was fetched. */
  get panel(): Panel | null {
    return this.#panel;
  }

  get isOpen(): boolean {
    const { call } = this.#host;
    return call !== null && call === this.#openedFor && call.state !== 'ended';
  }

  readonly toggle = (): void => {
    if (this.isOpen) this.close();
    else void this.#open();
  };

  readonly close = (): void => {
    // First: the panel would take the focus with it.
    this.#focus('verify-button');
    this.#openedFor = null;
    this.#host.requestUpdate();
  };

  /** One key closes one thing: a dialog of the page around stays open. */
  readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };

  /** The user has compared the code. The focus stays in the panel, whose buttons are others now. */
  confirm(matches: boolean): void {
    this.#focus('verification');
    this.#host.call?.confirmVerification(matches);
  }

  async #open(): Promise<void> {
    const { call } = this.#host;
    try {
      this.#panel ??= await this.#fetchPanel();
    } catch (cause) {
      this.#onFailure(notFetched('invalid-state', cause));
      return;
    }
    this.#openedFor = call;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#focus('verification');
  }

  #focus(part: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(`[part=${part}]`)?.focus();
  }
}
