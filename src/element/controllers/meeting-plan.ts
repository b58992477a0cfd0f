import { createInvite, readInvite, type Invite } from '../../call/invite-link.js';
import type { CallHost } from './call-host.js';

/** A room that can be joined. */
export interface MeetingPlan {
  readonly room: string;
  readonly secret: string | null;
  /** The link that others join by; `null` if the page has named the room. */
  readonly url: string | null;
}

/**
 * The room that the host is for: the one that the page names, else that of the invitation in the page's address. There it
 * stays when the page is reloaded.
 */
export class MeetingPlans {
  readonly #host: CallHost;
  #hash = '';
  #invite: (Invite & { readonly url: string }) | null = null;
  #hasStarted = false;

  constructor(host: CallHost) {
    this.#host = host;
  }

  get present(): MeetingPlan | null {
    const { room, secret } = this.#host;
    if (room !== null) return { room, secret, url: null };
    const page = this.#page;
    if (page && page.location.hash !== this.#hash) {
      this.#hash = page.location.hash;
      const url = page.location.href;
      const invite = readInvite(url);
      this.#invite = invite && { ...invite, url };
      this.#hasStarted = false;
    }
    return this.#invite;
  }

  /** Whether the invitation was made here: somebody has to be sent it. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Makes an invitation. */
  start(): void {
    this.#invite = createInvite(this.#page?.location.href);
    this.#show(this.#invite.url);
    this.#hasStarted = true;
  }

  /** Puts the invitation away. */
  drop(): void {
    this.#show(this.#page?.location.href.replace(/#.*/s, '') ?? '');
    this.#invite = null;
  }

  get #page(): (Window & typeof globalThis) | null {
    return this.#host.ownerDocument.defaultView;
  }

  #show(url: string): void {
    const page = this.#page;
    try {
      page?.history.replaceState(page.history.state, '', url);
    } catch {
      // A page without an address of its own, such as that of `srcdoc`, can't have another.
    }
    this.#hash = page?.location.hash ?? '';
  }
}
