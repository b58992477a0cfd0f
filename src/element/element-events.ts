import type { CallError } from '../call/terms/call-error.js';
import type { CallState } from '../call/terms/call-state.js';
import type { PeerCall } from '../call/peer-call.js';
import type { SignalingError } from '../signaling/signaling-error.js';

/**
 * Where the element stands: `offline` without a signaling server, `idle` when calls can be made and taken, `waiting` when
 * it is alone in a room, else the state of its call. An `ended` call stays until it is dismissed or a new one comes; in a
 * room it gives way to `waiting` at once, unless this side has ended it.
 */
export type ElementState = 'offline' | 'idle' | 'waiting' | CallState;

const FOR_THE_PAGE = { bubbles: true, composed: true };

/** The element moved from `previous` to `state`. */
export class ElementStateChangeEvent extends Event {
  readonly state: ElementState;
  readonly previous: ElementState;
  /** The call that the state is of; `null` when `offline`, `idle` or `waiting`. */
  readonly call: PeerCall | null;

  constructor(state: ElementState, previous: ElementState, call: PeerCall | null) {
    super('call-statechange', FOR_THE_PAGE);
    this.state = state;
    this.previous = previous;
    this.call = call;
  }
}

/** Someone calls. `preventDefault()` declines the call before anything of it is shown. */
export class CallIncomingEvent extends Event {
  readonly call: PeerCall;

  constructor(call: PeerCall) {
    super('call-incoming', { ...FOR_THE_PAGE, cancelable: true });
    this.call = call;
  }

  /** The caller's address, as stated by the relay. */
  get peerId(): string {
    return this.call.peerId;
  }
}

/** Something failed. The element says so in words; this is for the page's own log or advice. */
export class ElementErrorEvent extends Event {
  readonly error: CallError | SignalingError;

  constructor(error: CallError | SignalingError) {
    super('call-error', FOR_THE_PAGE);
    this.error = error;
  }
}

/** The own address is new: at first, and after every reconnect. */
export class ConnectionIdEvent extends Event {
  readonly connectionId: string;

  constructor(connectionId: string) {
    super('connection-id', FOR_THE_PAGE);
    this.connectionId = connectionId;
  }
}

/** From bad to excellent. */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** The user says how a call was, once it has ended. */
export class CallRatingEvent extends Event {
  readonly rating: Rating;
  readonly call: PeerCall;
  /** How long the two were connected, in milliseconds, in whole seconds. */
  readonly durationMs: number;

  constructor(rating: Rating, call: PeerCall, durationMs: number) {
    super('call-rating', FOR_THE_PAGE);
    this.rating = rating;
    this.call = call;
    this.durationMs = durationMs;
  }
}

declare global {
  // They bubble and are composed, so that the page may listen anywhere.
  interface GlobalEventHandlersEventMap {
    'call-statechange': ElementStateChangeEvent;
    'call-incoming': CallIncomingEvent;
    'call-error': ElementErrorEvent;
    'connection-id': ConnectionIdEvent;
    'call-rating': CallRatingEvent;
  }
}
