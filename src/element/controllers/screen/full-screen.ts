import type { LitElement, ReactiveController } from 'lit';

/** What iPhones have in place of the Fullscreen API: there a `<video>` alone can fill the screen. */
interface PhoneVideo extends HTMLVideoElement {
  readonly webkitSupportsFullscreen?: boolean;
  webkitEnterFullscreen?(): void;
}

/** Lets the call fill the screen. */
export class FullScreen implements ReactiveController {
  readonly #host: LitElement;
  readonly #onFailure: (cause: unknown) => void;

  constructor(host: LitElement, onFailure: (cause: unknown) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
    // Also where the user has left by a key or a gesture of the browser’s.
    host.addEventListener('fullscreenchange', () => host.requestUpdate());
    host.addEventListener('keydown', (event) => this.#leaveOnEscape(event), { capture: true });
  }

  /** Whether this browser can, and this page may. */
  get isOffered(): boolean {
    return this.#isAllowed || this.#video?.webkitSupportsFullscreen === true;
  }

  get isOn(): boolean {
    return this.#host.matches(':fullscreen');
  }

  hostConnected(): void {
    // A move ends it, and the element does not hear of that.
    this.#host.requestUpdate();
  }

  /** To be called in the press itself: browsers ask for one. */
  async toggle(): Promise<void> {
    try {
      if (this.isOn) await this.#host.ownerDocument.exitFullscreen();
      else if (this.#isAllowed) await this.#host.requestFullscreen();
      else this.#video?.webkitEnterFullscreen?.();
    } catch (error) {
      this.#onFailure(error);
    }
  }

  /** One key closes one thing. Browsers that leave by themselves at this key may tell the page of it all the same. */
  #leaveOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOn) return;
    event.stopPropagation();
    // It may have been left by now.
    this.#host.ownerDocument.exitFullscreen().catch(() => undefined);
  }

  get #isAllowed(): boolean {
    return this.#host.ownerDocument.fullscreenEnabled === true;
  }

  get #video(): PhoneVideo | null {
    const { renderRoot } = this.#host;
    return renderRoot.querySelector('.screen[data-on]') ?? renderRoot.querySelector('.remote');
  }
}
