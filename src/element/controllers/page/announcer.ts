import type { ReactiveController } from 'lit';
import type { ToolsHost } from '../host/tools-host.js';

/** How long a text stays: screen readers have taken it by then, and whoever reads through the page should not find it. */
const KEPT_MS = 5_000;

/** Not in the style sheet: it is there before that has come. */
const FOR_EARS_ALONE =
  'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap';

/** Has what it is given said by screen readers, politely. There is one live region for that in each element. */
export class Announcer implements ReactiveController {
  readonly #host: ToolsHost;
  #region: HTMLElement | null = null;

  constructor(host: ToolsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#makeRegion();
  }

  hostUpdated(): void {
    this.#makeRegion();
  }

  announce(text: string): void {
    const region = this.#makeRegion();
    const { ownerDocument, renderRoot } = this.#host;
    region.lang = renderRoot.querySelector<HTMLElement>('.root')?.lang ?? '';
    // A node of its own: the same text again is said again.
    const line = ownerDocument.createElement('p');
    line.textContent = text;
    region.append(line);
    setTimeout(() => line.remove(), KEPT_MS);
  }

  /** It must be there before its first text. Beside what Lit renders, which leaves it alone. */
  #makeRegion(): HTMLElement {
    const { ownerDocument, renderRoot } = this.#host;
    const present = this.#region;
    if (present?.isConnected || present?.parentNode === renderRoot) return present;
    const region = ownerDocument.createElement('div');
    region.style.cssText = FOR_EARS_ALONE;
    region.setAttribute('aria-live', 'polite');
    renderRoot.append(region);
    this.#region = region;
    return region;
  }
}
