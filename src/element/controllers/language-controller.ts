import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { LANGUAGES, type Language } from '../texts/strings.js';

/** Knows the language that the host stands in, and renders it anew when the page switches. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: MutationObserver | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The language that the page states for the host, shadow trees included; English if the element doesn't speak it. */
  get language(): Language {
    const host = this.#host;
    // A server knows nothing of the page around, and has no selectors.
    const speaks = isServer
      ? (language: Language) => host.lang === language
      : (language: Language) => host.matches(`:lang(${language})`);
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
