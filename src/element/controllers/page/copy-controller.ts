import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the outcome of a copy is shown. */
const FEEDBACK_MS = 2_500;

/** What the button says: each is the name of a text. */
export type CopyLabel = 'copy' | 'copied' | 'copy-by-hand';

/** Copies a text that is shown on the page, and says for a moment how that went. */
export class CopyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #label: CopyLabel = 'copy';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get label(): CopyLabel {
    return this.#label;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#show('copy');
  }

  /** Copies what `source` shows. Where the browser allows no copying, it is left selected for the user's own Ctrl+C. */
  async copy(source: HTMLElement): Promise<void> {
    clearTimeout(this.#timer);
    // The clipboard of the page that the user looks at: another page has no focus, and may not write.
    const page = source.ownerDocument;
    try {
      await (page.defaultView ?? window).navigator.clipboard.writeText(source.textContent);
      this.#show('copied');
    } catch {
      // The Clipboard API is missing on plain-http pages and refuses without the permission. `execCommand` is
      // deprecated, yet the only way that is left there.
      page.getSelection()?.selectAllChildren(source);
      this.#show(page.execCommand('copy') ? 'copied' : 'copy-by-hand');
    }
    this.#timer = setTimeout(() => this.#show('copy'), FEEDBACK_MS);
  }

  #show(label: CopyLabel): void {
    this.#label = label;
    this.#host.requestUpdate();
  }
}
