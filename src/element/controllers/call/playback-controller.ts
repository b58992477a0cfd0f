import type { LitElement, ReactiveController } from 'lit';

/** How long after a pause from outside media play again: soon, but not while whatever pauses them is still at it. */
const RESUME_AFTER_MS = 250;

/** When to try again: after what a user does, which may allow sound, and when the page is shown again. */
const OCCASIONS = ['click', 'keydown', 'visibilitychange'];

/**
 * Keeps the media of a call playing, whoever pauses them: there is nothing to pause in a call. Knows when the browser
 * refuses to play them before the user has touched the page.
 */
export class PlaybackController implements ReactiveController {
  readonly #host: LitElement;
  readonly #refused = new Set<EventTarget>();
  #listeners = new AbortController();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the browser waits for the user before it plays. */
  get blocked(): boolean {
    return this.#refused.size > 0;
  }

  hostConnected(): void {
    const { ownerDocument, renderRoot } = this.#host;
    this.#listeners = new AbortController();
    const options = { capture: true, signal: this.#listeners.signal };
    for (const type of OCCASIONS) ownerDocument.addEventListener(type, this.resume, options);
    // Each new stream is tried again. A later event may never come: without a picture there is nothing to play.
    renderRoot.addEventListener('loadstart', this.resume, options);
    renderRoot.addEventListener('pause', () => setTimeout(this.resume, RESUME_AFTER_MS), options);
    // The sound output has failed: playing on does nothing, loading anew does (Chromium 156).
    const reload = ({ target }: Event) => setTimeout(() => this.#reload(target), RESUME_AFTER_MS);
    renderRoot.addEventListener('error', reload, options);
    renderRoot.addEventListener('emptied', ({ target }) => this.#note(target, false), options);
  }

  hostUpdated(): void {
    const videos = [...this.#host.renderRoot.querySelectorAll('video')];
    if (videos.some((video) => video.ended && isLiveAgain(video))) this.resume();
  }

  hostDisconnected(): void {
    this.#listeners.abort();
  }

  /** Plays all that stands still. */
  readonly resume = (): void => {
    const { ownerDocument, renderRoot } = this.#host;
    // Browsers pause pictures that nobody sees. A voice is heard in the background, too.
    const kinds = ownerDocument.visibilityState === 'visible' ? 'audio, video' : 'audio';
    for (const media of renderRoot.querySelectorAll<HTMLMediaElement>(kinds)) {
      if (media.srcObject && media.paused && (!media.ended || isLiveAgain(media))) {
        void this.#play(media);
      }
    }
  };

  #reload(target: EventTarget | null): void {
    const media = target as Partial<HTMLMediaElement> | null;
    if (media?.error && media.srcObject) media.load?.();
  }

  async #play(media: HTMLMediaElement): Promise<void> {
    try {
      await media.play();
      this.#note(media, false);
    } catch (error) {
      // Any other error comes of a stream or a pause in between, which have events of their own.
      if ((error as DOMException).name === 'NotAllowedError') this.#note(media, true);
    }
  }

  #note(media: EventTarget | null, isRefused: boolean): void {
    if (media === null || this.#refused.has(media) === isRefused) return;
    if (isRefused) this.#refused.add(media);
    else this.#refused.delete(media);
    this.#host.requestUpdate();
  }
}

/**
 * Firefox 153 pauses for good what plays a stream of which the last track has ended, and would again: but there may be
 * another by now, as when a camera without a microphone gives way to the next.
 */
function isLiveAgain({ srcObject, localName }: HTMLMediaElement): boolean {
  const tracks = (srcObject as MediaStream | null)?.getTracks() ?? [];
  return tracks.some(({ kind, readyState }) => kind === localName && readyState === 'live');
}
