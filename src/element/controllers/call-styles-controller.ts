import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';

export interface CallStylesHost extends ReactiveControllerHost {
  readonly call: PeerCall | null;
}

/** How long a call is not shown while its styles are fetched. Without them it can still be answered and ended. */
const PATIENCE_MS = 1_000;

/** Fetches the styles of a call when the first screen is there. If a call comes sooner, it is shown when they are there. */
export class CallStylesController implements ReactiveController {
  readonly #host: CallStylesHost;
  readonly #fetch: () => Promise<void>;
  /** What was shown when they were fetched last: a fetch that has failed is tried again for the next call. */
  #fetchedFor: PeerCall | null | undefined;
  #fetching: Promise<unknown> | null = null;
  #isDone = false;

  /** @param fetch brings them into the host */
  constructor(host: CallStylesHost, fetch: () => Promise<void>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostUpdated(): void {
    void this.#load();
  }

  whenReady(render: () => unknown): unknown {
    return this.#isDone || this.#host.call === null ? render() : this.#load().then(render);
  }

  /** Resolves when they are there, can't be had, or take too long. */
  #load(): Promise<unknown> {
    const { call } = this.#host;
    if (this.#fetching && (this.#isDone || call === this.#fetchedFor)) return this.#fetching;
    this.#fetchedFor = call;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const arrival = this.#fetch().then(
      () => {
        this.#isDone = true;
      },
      () => undefined,
    );
    this.#fetching = Promise.race([arrival, patience]);
    return this.#fetching;
  }
}
