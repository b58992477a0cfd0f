import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface OwnNameHost extends ReactiveControllerHost {
  readonly askName: boolean;
  displayName: string;
}

const KEY = 'p2p-video-call:name';

/** The own name, where the page lets the element ask for it; remembered on request. */
export class OwnName implements ReactiveController {
  readonly #host: OwnNameHost;
  #isRemembered = false;
  #isForbidden = false;
  #hasLooked = false;

  constructor(host: OwnNameHost) {
    this.#host = host;
    host.addController(this);
  }

  get isRemembered(): boolean {
    return this.#isRemembered;
  }

  /** Whether the browser has refused to remember anything. */
  get isForbidden(): boolean {
    return this.#isForbidden;
  }

  set(name: string): void {
    this.#host.displayName = name;
    if (this.#isRemembered) this.setRemembered(true);
  }

  setRemembered(isRemembered: boolean): void {
    this.#isRemembered = isRemembered;
    try {
      if (isRemembered) localStorage.setItem(KEY, this.#host.displayName);
      else localStorage.removeItem(KEY);
    } catch {
      this.#isForbidden = isRemembered;
      this.#isRemembered = false;
    }
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const host = this.#host;
    if (!host.askName || this.#hasLooked) return;
    this.#hasLooked = true;
    try {
      const name = localStorage.getItem(KEY);
      if (name === null) return;
      this.#isRemembered = true;
      // What the page says goes before.
      host.displayName ||= name;
    } catch {
      // Storage is forbidden: there is nothing to remember from.
    }
  }
}
