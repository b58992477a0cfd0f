import { CallError } from './terms/call-error.js';
import { CallErrorEvent, CallStateChangeEvent } from './terms/call-events.js';
import type { CallOwner } from './call-owner.js';
import { isLegalMove, type CallState } from './terms/call-state.js';
import { runHook } from './run-hook.js';

/** State and last error of a call. Only here are they changed, and the app told of it. */
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

  /** It rings, and this side can answer it. */
  get isRingingHere(): boolean {
    return this.#owner.direction === 'incoming' && this.#state === 'ringing';
  }

  /** Whether the call has ever been connected. */
  get hasConnected(): boolean {
    return this.#state === 'connected' || this.#state === 'reconnecting';
  }

  get hasEnded(): boolean {
    return this.#state === 'ended';
  }

  /** Changes `state`. A change that the table does not allow comes from something that is late, and is ignored. */
  moveTo(state: CallState): void {
    const previous = this.#state;
    if (!isLegalMove(previous, state)) return;
    this.#state = state;
    runHook(() => this.#onMove(state, previous));
    // The hook may have changed the state again, by hanging up for example. Then this event would be out of date.
    if (this.#state === state) this.#owner.dispatchEvent(new CallStateChangeEvent(state, previous));
  }

  report(error: CallError): void {
    if (this.hasEnded) return;
    this.#error = error;
    this.#owner.dispatchEvent(new CallErrorEvent(error));
  }

  /** The error for a method that is called in the wrong state. */
  notNow(rule: string): CallError {
    return new CallError('invalid-state', `${rule}; this one is ${this.#state}.`);
  }
}
