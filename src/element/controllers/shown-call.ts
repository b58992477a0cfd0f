import type { PeerCall } from '../../call/peer-call.js';
import { isRingingHere, SHOWN_CHANGES } from '../call-phase.js';
import { AnswerGuard } from './answer-guard.js';
import type { CallHost } from './call-host.js';
import { isPrivate } from './host-options.js';
import type { Problems } from './problems.js';

/** The call on the screen, and what of it must not change under the eyes and the finger of the user. */
export class ShownCall {
  readonly #host: CallHost;
  readonly #problems: Problems;
  readonly #onStateChange: () => void;
  readonly #guard = new AnswerGuard();
  #call: PeerCall | null = null;
  #isRinging = false;
  #peerId = '';
  #isPrivate = false;
  #listeners = new AbortController();

  constructor(host: CallHost, problems: Problems, onStateChange: () => void) {
    this.#host = host;
    this.#problems = problems;
    this.#onStateChange = onStateChange;
  }

  get call(): PeerCall | null {
    return this.#call;
  }

  get isLive(): boolean {
    return this.#call !== null && this.#call.state !== 'ended';
  }

  /** The peer's address when the call began. Later ones are the peer's own word, and could be made to look like others. */
  get peerId(): string {
    return this.#peerId;
  }

  /** Whether the call was begun in private mode, or would be now. */
  get isPrivate(): boolean {
    return this.#call ? this.#isPrivate : isPrivate(this.#host);
  }

  /** Whether a press on a button to answer means this call. */
  isMeant(press: Event): boolean {
    return this.#guard.isMeant(press);
  }

  adopt(call: PeerCall): void {
    this.release();
    this.#call = call;
    this.#peerId = call.peerId;
    this.#isPrivate = isPrivate(this.#host);
    this.#noteRinging(isRingingHere(call));
    const { signal } = this.#listeners;
    call.addEventListener('statechange', () => this.#stateChanged(call), { signal });
    call.addEventListener('error', ({ error }) => this.#problems.report(error), { signal });
    call.addEventListener('localmedia', ({ media }) => this.#problems.settle(media), { signal });
    for (const type of SHOWN_CHANGES) {
      call.addEventListener(type, () => this.#host.requestUpdate(), { signal });
    }
  }

  /** Stops listening to the call and forgets it. */
  release(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#call = null;
    this.#noteRinging(false);
    this.#problems.dismiss();
  }

  #stateChanged(call: PeerCall): void {
    this.#noteRinging(isRingingHere(call));
    if (call.state === 'ended') {
      if (call.error) this.#problems.report(call.error);
      // The screen of the ended call shows the reason.
      this.#problems.dismiss();
    }
    this.#onStateChange();
  }

  #noteRinging(isRinging: boolean): void {
    if (isRinging === this.#isRinging) return;
    this.#isRinging = isRinging;
    // The clock of the window that the user presses in: each has one of its own.
    const { performance } = this.#host.ownerDocument.defaultView ?? globalThis;
    const now = performance.now();
    if (isRinging) this.#guard.rings(now);
    else this.#guard.stoppedRinging(now);
  }
}
