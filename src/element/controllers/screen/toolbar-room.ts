import type { LitElement, ReactiveController } from 'lit';

/**
 * How many buttons there is room for in the toolbar, besides the one that hangs up. All are as wide as each other, and
 * whatever else is in it is measured along.
 */
export class ToolbarRoom implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer: ResizeObserver;
  #observed: Element | null = null;
  #room = Infinity;

  constructor(host: LitElement) {
    this.#host = host;
    // In a task of its own: what changes a size while sizes are told is an error of the page ("ResizeObserver loop").
    this.#observer = new ResizeObserver(() => setTimeout(() => this.#measure()));
    host.addController(this);
  }

  get room(): number {
    return this.#room;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const toolbar = this.#host.renderRoot.querySelector('.toolbar');
    if (toolbar !== this.#observed) {
      this.#observer.disconnect();
      // Its room, and itself: a page may give it other sizes.
      for (const one of [toolbar, toolbar?.parentElement]) if (one) this.#observer.observe(one);
      this.#observed = toolbar;
    }
    // Before it is painted, but after this update: another one may follow from it.
    void this.#host.updateComplete.then(() => this.#measure());
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#observed = null;
  }

  #measure(): void {
    const toolbar = this.#observed as HTMLElement | null;
    const frame = toolbar?.parentElement;
    const view = toolbar?.ownerDocument.defaultView;
    const buttons = toolbar?.querySelectorAll<HTMLElement>(':scope > .tool:not(.danger)');
    const width = buttons?.[0]?.offsetWidth;
    // Nobody sees it.
    if (!toolbar || !frame || !view || !buttons || !width) return;
    const { columnGap, marginLeft, marginRight } = view.getComputedStyle(toolbar);
    const all = frame.clientWidth - parseFloat(marginLeft) - parseFloat(marginRight);
    const one = width + (parseFloat(columnGap) || 0);
    const others = toolbar.offsetWidth - buttons.length * one;
    const room = Math.max(Math.floor((all - others) / one), 1);
    if (room === this.#room) return;
    this.#room = room;
    this.#host.requestUpdate();
  }
}
