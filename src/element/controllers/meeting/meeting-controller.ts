import type { ReactiveController } from 'lit';
import { notFetched } from '../../../call/terms/call-error.js';
import type { CallController } from '../call/call-controller.js';
import type { CallHost } from '../host/call-host.js';
import { isInPage } from '../call/host-options.js';
import type { MeetingSession } from './meeting-session.js';

/** What only meetings need, once it was fetched. */
export interface MeetingFiles<Screen> {
  readonly session: MeetingSession;
  readonly screen: Screen;
}

/** Whether an invitation may be in the address of the page. `readInvite` looks closer. */
const MAYBE_INVITE = /[#&]room=/;

/** Fetches what meetings need, where there is a room to join or the user starts one, and hands on what is asked for. */
export class MeetingController<Screen> implements ReactiveController {
  readonly #host: CallHost;
  readonly #calls: CallController;
  readonly #fetch: () => Promise<MeetingFiles<Screen>>;
  #listeners = new AbortController();
  #files: MeetingFiles<Screen> | null = null;
  #fetching: Promise<MeetingSession | null> | null = null;
  /** Of the latest `join()`, as long as nobody has left since. */
  #intent: object | null = null;
  /** Whether the files could not be fetched: they are asked for again when the user asks. */
  #hasFailed = false;

  constructor(host: CallHost, calls: CallController, fetch: () => Promise<MeetingFiles<Screen>>) {
    this.#host = host;
    this.#calls = calls;
    this.#fetch = fetch;
    host.addController(this);
  }

  /** What shows the meeting; `null` as long as it has not come. */
  get files(): MeetingFiles<Screen> | null {
    return this.#files;
  }

  /** Whether the page has an address that a link could lead to. */
  get canStart(): boolean {
    return !/^(about|blob):/.test(this.#host.ownerDocument?.defaultView?.location.protocol ?? '');
  }

  /** Whether there is a room to join, as far as can be said without what is fetched. */
  get isExpected(): boolean {
    const { room, ownerDocument } = this.#host;
    const hash = ownerDocument?.defaultView?.location.hash ?? '';
    return (room !== null || MAYBE_INVITE.test(hash)) && !this.#hasFailed;
  }

  hostConnected(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const page = this.#host.ownerDocument.defaultView;
    const session = () => this.#files?.session;
    const addressChanged = () => {
      this.#hasFailed = false;
      session()?.addressChanged();
      this.#host.requestUpdate();
    };
    page?.addEventListener('hashchange', addressChanged, { signal });
    const pageHidden = () => {
      session()?.pageHidden();
      // The window may be closed, and the host stay in it.
      this.hostDisconnected();
    };
    page?.addEventListener('pagehide', pageHidden, { signal });
    const shown = ({ persisted }: PageTransitionEvent) => persisted && session()?.pageShown();
    page?.addEventListener('pageshow', shown, { signal });
  }

  hostDisconnected(): void {
    // As with the call: moving the host is no reason to leave.
    setTimeout(() => {
      if (isInPage(this.#host)) return;
      this.#listeners.abort();
      this.leave();
    });
  }

  hostUpdate(): void {
    if (!isInPage(this.#host)) return;
    if (this.#files) this.#files.session.update();
    else if (this.isExpected) void this.#ready();
  }

  /** Makes a meeting of the user's own: a link to send, and a room to join. */
  readonly start = async (): Promise<void> => {
    const session = await this.#ready();
    if (isInPage(this.#host)) session?.start();
  };

  async join(): Promise<void> {
    const intent = (this.#intent = {});
    const session = await this.#ready();
    if (intent === this.#intent) await session?.join();
  }

  leave(): void {
    this.#intent = null;
    this.#files?.session.leave();
  }

  #ready(): Promise<MeetingSession | null> {
    this.#fetching ??= this.#load();
    return this.#fetching;
  }

  async #load(): Promise<MeetingSession | null> {
    try {
      this.#files = await this.#fetch();
      this.#hasFailed = false;
    } catch (cause) {
      this.#fetching = null;
      this.#hasFailed = true;
      this.#calls.problems.report(notFetched('invalid-state', cause));
    }
    this.#host.requestUpdate();
    return this.#files?.session ?? null;
  }
}
