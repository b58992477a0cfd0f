import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import { forgetStart, readStart, storeStart } from '../call/stored-start.js';

export interface CallTimeHost extends ReactiveControllerHost {
  readonly call: PeerCall | null;
  /** Whether calls go on when the page is reloaded. */
  readonly resume: boolean;
}

const SECOND_MS = 1_000;

/** How long the two have been connected. What is shown changes once a second. */
export class CallTime implements ReactiveController {
  readonly #host: CallTimeHost;
  #call: PeerCall | null = null;
  #startedMs = 0;
  #endedMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: CallTimeHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * In whole seconds, from the first connection to the end, repairs and reloads of the page included; `null` if the call
   * has not been connected.
   */
  get seconds(): number | null {
    if (this.#call === null || this.#call !== this.#host.call) return null;
    return Math.floor(((this.#endedMs ?? performance.now()) - this.#startedMs) / SECOND_MS);
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (call && isUp(call)) {
      if (call !== this.#call) this.#start(call);
    } else if (call && call === this.#call) {
      this.#endedMs ??= performance.now();
      // As `replaced` it ends in a page that is left, too: there it may go on in the next one.
      if (call.endReason !== 'replaced') forgetStart(call.id);
    }
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (this.seconds === null || this.#endedMs !== null) return;
    const sinceStartMs = performance.now() - this.#startedMs;
    const tick = () => this.#host.requestUpdate();
    this.#timer = setTimeout(tick, SECOND_MS - (sinceStartMs % SECOND_MS));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #start(call: PeerCall): void {
    this.#call = call;
    this.#startedMs = performance.now();
    this.#endedMs = null;
    if (!this.#host.resume) return;
    const storedMs = readStart(call.id);
    if (storedMs === null) storeStart(call.id, Date.now());
    // The clock may have been set back since.
    else this.#startedMs -= Math.max(0, Date.now() - storedMs);
  }
}
