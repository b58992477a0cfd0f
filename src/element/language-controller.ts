import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Knows the language that the host stands in, and renders it anew when the page switches. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #observer: MutationObserver | null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    // Node, where the class may be imported and made, has no observer.
    this.#observer =
      typeof MutationObserver === 'undefined'
        ? null
        : new MutationObserver(() => host.requestUpdate());
    host.addController(this);
  }

  /** The `lang` of the host or of the nearest element around it, shadow trees included. */
  get tag(): string {
    let node: Element | null = this.#host;
    while (node) {
      const inTree: Element | null = node.closest('[lang]');
      if (inTree) return inTree.getAttribute('lang') ?? '';
      const root: Node = node.getRootNode();
      node = root instanceof ShadowRoot ? root.host : null;
    }
    return '';
  }

  hostConnected(): void {
    const changes = { attributes: true, attributeFilter: ['lang'] };
    this.#observer?.observe(document.documentElement, { ...changes, subtree: true });
    // The line above sees into no shadow tree; the host may stand in one.
    this.#observer?.observe(this.#host, changes);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
