import type { LitElement, ReactiveController } from 'lit';

/**
 * Plays the peer's media, and knows when the browser won't play its sound before the user has touched the page. Bind it
 * to the `loadedmetadata` event of the videos that sound.
 */
export class PlaybackController implements ReactiveController, EventListenerObject {
  readonly #host: LitElement;
  readonly #silenced = new Set<HTMLVideoElement>();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the picture plays without its sound, until `unmute()` is called from a click. */
  get blocked(): boolean {
    return this.#silenced.size > 0;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#resume);
    // A video that was moved in the document stands still.
    this.#resume();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#resume);
  }

  handleEvent(event: Event): void {
    void this.#play(event.currentTarget as HTMLVideoElement);
  }

  unmute(): void {
    const silenced = [...this.#silenced];
    this.#silenced.clear();
    for (const video of silenced) {
      video.muted = false;
      void this.#play(video);
    }
    this.#host.requestUpdate();
  }

  // iOS pauses a page's media when it goes to the background, and does not go on by itself.
  readonly #resume = (): void => {
    if (document.visibilityState !== 'visible') return;
    for (const video of this.#host.shadowRoot?.querySelectorAll('video') ?? []) {
      if (video.paused && video.srcObject) void this.#play(video);
    }
  };

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
    } catch (error) {
      // Anything else (`AbortError`) means that a newer stream took the place of this one.
      if (video.muted || (error as DOMException).name !== 'NotAllowedError') return;
      video.muted = true;
      this.#silenced.add(video);
      this.#host.requestUpdate();
      await this.#play(video);
    }
  }
}
