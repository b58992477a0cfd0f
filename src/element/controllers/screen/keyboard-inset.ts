import type { ReactiveController } from 'lit';
import type { PanelHost } from '../host/panel-controller.js';

/**
 * Tells the style sheet, as `--_keyboard`, how much of the element lies under the keyboard of a phone: browsers move or
 * shrink what is seen then (`visualViewport`), and leave the page as it is.
 */
export class KeyboardInset implements ReactiveController {
  readonly #host: PanelHost;
  #viewport: VisualViewport | null = null;

  constructor(host: PanelHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#viewport = this.#host.ownerDocument.defaultView?.visualViewport ?? null;
    this.#viewport?.addEventListener('resize', this.#measure);
    this.#viewport?.addEventListener('scroll', this.#measure);
  }

  hostDisconnected(): void {
    this.#viewport?.removeEventListener('resize', this.#measure);
    this.#viewport?.removeEventListener('scroll', this.#measure);
  }

  readonly #measure = (): void => {
    const viewport = this.#viewport;
    const over = this.#host.renderRoot.querySelector<HTMLElement>('.over');
    if (viewport === null || over === null) return;
    // Who zooms in sees a part only, and has no use for an input that runs after it.
    const seenEnd = viewport.scale > 1 ? Infinity : viewport.offsetTop + viewport.height;
    const hidden = Math.max(0, this.#host.getBoundingClientRect().bottom - seenEnd);
    over.style.setProperty('--_keyboard', `${Math.round(hidden)}px`);
  };
}
