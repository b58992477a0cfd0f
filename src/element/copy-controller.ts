import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the outcome of a copy is shown. */
const FEEDBACK_MS = 2_500;

export type CopyOutcome = 'copied' | 'copy-by-hand';

/** Copies a text that is shown on the page, and says for a moment how that went. */
export class CopyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #outcome: CopyOutcome | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get outcome(): CopyOutcome | null {
    return this.#outcome;
  }

  hostDisconnected(): void {
    this.#show(null);
  }

  /** Copies what `source` shows. Where the browser allows no copying, it is left selected for the user's own Ctrl+C. */
  async copy(source: HTMLElement): Promise<void> {
    this.#show((await writeText(source.textContent)) ? 'copied' : copySelected(source));
  }

  #show(outcome: CopyOutcome | null): void {
    clearTimeout(this.#timer);
    this.#outcome = outcome;
    if (outcome !== null) this.#timer = setTimeout(() => this.#show(null), FEEDBACK_MS);
    this.#host.requestUpdate();
  }
}

/** The Clipboard API is missing on plain-http pages and refuses without the permission. */
async function writeText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copySelected(source: HTMLElement): CopyOutcome {
  getSelection()?.selectAllChildren(source);
  // Deprecated, yet the only way that is left where the Clipboard API is not.
  return document.execCommand('copy') ? 'copied' : 'copy-by-hand';
}
