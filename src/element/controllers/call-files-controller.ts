import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { notFetched, type CallError } from '../../call/terms/call-error.js';
import type { PeerCall } from '../../call/peer-call.js';

export interface CallFilesHost extends ReactiveControllerHost {
  readonly call: PeerCall | null;
}

/** How long a call is not shown while its files are fetched. Without them it can still be answered and ended. */
const PATIENCE_MS = 1_000;
/** Between two tries during a call: twice as long each time. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 32_000;

/**
 * Fetches what only the screens of a call need, when the first screen is there. If a call comes sooner, it is shown when
 * that is there. What can't be had is said once in a call, and tried again as long as the call lasts.
 */
export class CallFilesController<Files> implements ReactiveController {
  readonly #host: CallFilesHost;
  readonly #fetch: () => Promise<Files>;
  readonly #onFailure: (error: CallError) => void;
  #files: Files | null = null;
  /** What was shown when they were fetched last: a fetch that has failed is tried again for the next call. */
  #fetchedFor: PeerCall | null | undefined;
  #fetching: Promise<unknown> | null = null;

  /** @param fetch brings them into the host */
  constructor(
    host: CallFilesHost,
    fetch: () => Promise<Files>,
    onFailure: (error: CallError) => void,
  ) {
    this.#host = host;
    this.#fetch = fetch;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  /** `null` as long as they have not come. */
  get files(): Files | null {
    return this.#files;
  }

  hostUpdated(): void {
    void this.#load();
  }

  whenReady(render: () => unknown): unknown {
    return this.#files || this.#host.call === null ? render() : this.#load().then(render);
  }

  /** Resolves when they are there, can't be had, or take too long. */
  #load(): Promise<unknown> {
    const { call } = this.#host;
    if (this.#fetching && (this.#files || call === this.#fetchedFor)) return this.#fetching;
    this.#fetchedFor = call;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    this.#fetching = Promise.race([this.#try(call, FIRST_RETRY_MS), patience]);
    return this.#fetching;
  }

  async #try(call: PeerCall | null, retryMs: number): Promise<void> {
    try {
      this.#files = await this.#fetch();
      this.#host.requestUpdate();
    } catch (cause) {
      if (call === null || call !== this.#host.call || call.state === 'ended') return;
      if (retryMs === FIRST_RETRY_MS) this.#onFailure(notFetched('invalid-state', cause));
      setTimeout(() => {
        const isWanted = call === this.#host.call && call.state !== 'ended';
        if (isWanted && !this.#files) void this.#try(call, Math.min(retryMs * 2, LAST_RETRY_MS));
      }, retryMs);
    }
  }
}
