import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { isLoaded, LANGUAGES, loadLanguage } from '../../texts/languages.js';
import type { Language } from '../../texts/strings.js';

/** How long the element stays as it is while the texts of a language are fetched. Then it speaks English, until they come. */
const PATIENCE_MS = 1_000;

/** Knows the language that the host stands in, and renders it anew when the page switches. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: MutationObserver | null = null;
  /** What the page stated last; `null` before the first rendering. */
  #latest: Language | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The language of the page, or English where the element does not speak that, or not yet. */
  get language(): Language {
    const stated = this.#stated;
    return isLoaded(stated) ? stated : 'en';
  }

  /** Renders once the texts are there, so that nobody reads English first; but does not wait for them long. */
  whenReady(render: () => unknown): unknown {
    const language = this.#stated;
    const isNew = language !== this.#latest;
    this.#latest = language;
    if (!isNew) return render();
    const loading = loadLanguage(language).then(() => this.#host.requestUpdate());
    if (isLoaded(language)) return render();
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    // The page may have switched meanwhile.
    return Promise.race([loading, patience]).then(() => this.whenReady(render));
  }

  /** What the page states for the host, shadow trees included. */
  get #stated(): Language {
    const host = this.#host;
    const place = isServer ? host : placeOfLanguage(host);
    // A server knows nothing of the page around, and has no selectors.
    const speaks = isServer
      ? (language: Language) => RegExp(`^${language}\\b`, 'i').test(host.lang)
      : (language: Language) => place.matches(`:lang(${language})`);
    return LANGUAGES.find(speaks) ?? 'en';
  }

  hostConnected(): void {
    // Not made earlier: Node, where the class may be imported and made, has no observer.
    const observer = (this.#observer ??= new MutationObserver(() => this.#host.requestUpdate()));
    const changes = { attributeFilter: ['lang'], subtree: true };
    observer.observe(this.#host.ownerDocument, changes);
    // The line above sees into no shadow tree; the host may stand in one.
    observer.observe(this.#host, changes);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}

/** Where to ask for the language: Firefox 153 does not look for one outside of the shadow tree that an element stands in. */
function placeOfLanguage(element: Element): Element {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host && !element.closest('[lang]') ? placeOfLanguage(host) : element;
}
