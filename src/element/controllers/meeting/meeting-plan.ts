import { createInvite, readInvite, type Invite } from '../../../call/invite-link.js';
import type { CallHost } from '../host/call-host.js';

/** A room that can be joined. */
export interface MeetingPlan {
  readonly room: string;
  readonly secret: string | null;
  /** The link that others join by; `null` if the page has named the room. */
  readonly url: string | null;
}

/**
 * The room that the host is for: the one that the page names, else that of the invitation in the page's address. There it
 * stays when the page is reloaded. A host that is moved to another window keeps what it had.
 */
export class MeetingPlans {
  readonly #host: CallHost;
  /** The window whose address counts. */
  readonly #page: (Window & typeof globalThis) | null;
  #invite: (Invite & { readonly url: string }) | null = null;
  #hasStarted = false;

  constructor(host: CallHost) {
    this.#host = host;
    this.#page = host.ownerDocument.defaultView;
    this.read();
  }

  get present(): MeetingPlan | null {
    const { room, secret } = this.#host;
    return room === null ? this.#invite : { room, secret, url: null };
  }

  /** Whether the invitation was made here: somebody has to be sent it. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** The address of the page may have another invitation. */
  read(): void {
    const url = this.#page?.location.href ?? '';
    const invite = readInvite(url);
    this.#invite = invite && { ...invite, url };
    this.#hasStarted = false;
  }

  /** Makes an invitation. */
  start(): void {
    this.#invite = createInvite(this.#page?.location.href);
    this.#hasStarted = true;
    this.#show(this.#invite.url);
  }

  /** Puts the invitation away, unless another has come in its place. */
  drop({ url }: MeetingPlan): void {
    if (url === null || url !== this.#invite?.url) return;
    if (url === this.#page?.location.href) this.#show(url.replace(/#.*/s, ''));
    this.#invite = null;
  }

  #show(url: string): void {
    try {
      this.#page?.history.replaceState(this.#page.history.state, '', url);
    } catch {
      // A page that may not change its address, such as one in a sandbox: the meeting is there until it is reloaded.
    }
  }
}
