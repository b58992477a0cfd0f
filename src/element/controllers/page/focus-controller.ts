import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus in the host when the button that had it is gone. It goes to the panel, not to a button: one that appears
 * under a finger that still holds Enter down would be pressed at once.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  #hadFocus = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#hadFocus = this.#hasFocus;
  }

  hostUpdated(): void {
    if (!this.#hadFocus || this.#hasFocus) return;
    this.#host.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true });
  }

  get #hasFocus(): boolean {
    return this.#host.shadowRoot?.activeElement != null;
  }
}
