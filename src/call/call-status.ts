import { CallError } from './terms/call-error.js';
import { CallErrorEvent, CallStateChangeEvent } from './terms/call-events.js';
import type { CallOwner } from './call-owner.js';
import { isLegalMove, type CallState } from './terms/call-state.js';
import { runHook } from './run-hook.js';

/** Where a call stands and what went wrong last, and the one place that tells the app of both. */
export class CallStatus {
  readonly #owner: CallOwner;
  readonly #onMove: (state: CallState, previous: CallState) => void;
  #state: CallState;
  #error: CallError | null = null;

  /** @param onMove runs before the event */
  constructor(
    owner: CallOwner,
    state: CallState,
    onMove: (state: CallState, previous: CallState) => void,
  ) {
    this.#owner = owner;
    this.#state = state;
    this.#onMove = onMove;
  }

  get state(): CallState {
    return this.#state;
  }

  /** What went wrong last; `null` if nothing did. */
  get error(): CallError | null {
    return this.#error;
  }

  /** It is ours to answer. */
  get isRingingHere(): boolean {
    return this.#owner.direction === 'incoming' && this.#state === 'ringing';
  }

  /** There was a path, whether it is up now or not. */
  get hasConnected(): boolean {
    return this.#state === 'connected' || this.#state === 'reconnecting';
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** The one writer of `state`. A move that the table does not have is a late echo and is left out. */
  moveTo(state: CallState): void {
    const previous = this.#state;
    if (!isLegalMove(previous, state)) return;
    this.#state = state;
    runHook(() => this.#onMove(state, previous));
    // The hook may have moved on, by hanging up for example; then this is no longer news.
    if (this.#state === state) this.#owner.dispatchEvent(new CallStateChangeEvent(state, previous));
  }

  report(error: CallError): void {
    if (this.hasEnded) return;
    this.#error = error;
    this.#owner.dispatchEvent(new CallErrorEvent(error));
  }

  /** What a method throws that the state does not allow. */
  notNow(rule: string): CallError {
    return new CallError('invalid-state', `${rule}; this one is ${this.#state}.`);
  }
}
