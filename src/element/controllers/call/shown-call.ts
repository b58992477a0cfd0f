import type { PeerCall } from '../../../call/peer-call.js';
import type { CallOptions } from '../../../call/terms/call-options.js';
import type { CallError } from '../../../call/terms/call-error.js';
import type { CallErrorEvent } from '../../../call/terms/call-events.js';
import { isRingingHere, SHOWN_CHANGES } from '../../call-phase.js';
import { AnswerGuard } from './answer-guard.js';
import type { CallHost } from '../host/call-host.js';
import { callOptions, isPrivate } from './host-options.js';
import type { Problems } from './problems.js';

/** The call on the screen, and what of it must not change under the eyes and the finger of the user. */
export class ShownCall {
  readonly #host: CallHost;
  readonly #problems: Problems;
  readonly #onStateChange: () => void;
  readonly #guard = new AnswerGuard();
  #call: PeerCall | null = null;
  #isRinging = false;
  #title = '';
  #options: CallOptions = {};
  #isUnverifiable = false;
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

  /**
   * Whom or what the call is with: the peer's address when it began, as later ones are the peer's own word and could be made
   * to look like others; or the name of the room; empty for one without a name that means something.
   */
  get title(): string {
    return this.#title;
  }

  /** Whether the call was begun in private mode, or would be now. */
  get isPrivate(): boolean {
    return isPrivate(this.#call ? this.#options : this.#host);
  }

  /** Whether the call is protected as the host's next one would be. */
  get isProtectedAsSet(): boolean {
    const { secret, iceTransportPolicy } = callOptions(this.#host);
    const was = this.#options;
    return secret === was.secret && iceTransportPolicy === was.iceTransportPolicy;
  }

  /** Whether the call has said that there will be no code to compare. */
  get isUnverifiable(): boolean {
    return this.#isUnverifiable;
  }

  /** Whether a press on a button to answer means this call. */
  isMeant(press: Event): boolean {
    return this.#guard.isMeant(press);
  }

  /**
   * @param options what it was made with: by now the host may have others
   * @param title for a call that begins by itself: what failed before is still to be read
   */
  adopt(call: PeerCall, options: CallOptions, title?: string): void {
    if (this.#call || title === undefined) this.release();
    this.#call = call;
    this.#title = title ?? call.peerId;
    this.#options = options;
    this.#isUnverifiable = false;
    this.#noteRinging(isRingingHere(call));
    if (call.error) this.#noteError(call.error);
    const { signal } = this.#listeners;
    call.addEventListener('statechange', () => this.#stateChanged(call), { signal });
    const onError = ({ error }: CallErrorEvent) => {
      this.#noteError(error);
      this.#problems.report(error);
    };
    call.addEventListener('error', onError, { signal });
    call.addEventListener('devicehint', (hint) => this.#problems.suggest(hint), { signal });
    import('./device-offers.js').then(
      ({ offerDevices }) => offerDevices(call, this.#host, this.#problems, signal),
      // Without it, nothing is offered.
      () => undefined,
    );
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
    this.#problems.clear();
  }

  #stateChanged(call: PeerCall): void {
    this.#noteRinging(isRingingHere(call));
    if (call.state === 'ended') {
      if (call.error) this.#problems.report(call.error);
      // The screen of the ended call shows the reason.
      this.#problems.clear();
    }
    this.#onStateChange();
  }

  /** Later errors take its place in `call.error`; the user must not lose sight of it. */
  #noteError({ code }: CallError): void {
    if (code === 'verification-unavailable') this.#isUnverifiable = true;
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
