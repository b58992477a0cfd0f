import type { JsonValue } from '../internal/json-value.js';
import type { SignalingError } from './signaling-error.js';

/** `closed` → `connecting` → `open` ⇄ `reconnecting`; `closed` again after `close()` or a failed `open()`. */
export type SignalingState = 'closed' | 'connecting' | 'open' | 'reconnecting';

/** The connection to the signaling server changed state. */
export class SignalingStateChangeEvent extends Event {
  readonly state: SignalingState;
  readonly previous: SignalingState;

  constructor(state: SignalingState, previous: SignalingState) {
    super('statechange');
    this.state = state;
    this.previous = previous;
  }
}

/** The own address is new, as it is after every reconnect to API Gateway, and after each planned rotation. */
export class IdChangeEvent extends Event {
  readonly id: string;
  readonly previous: string | null;

  constructor(id: string, previous: string | null) {
    super('idchange');
    this.id = id;
    this.previous = previous;
  }
}

/** A message from another address. What is in it is that sender's word: check it before use. */
export class SignalingMessageEvent extends Event {
  readonly from: string;
  readonly message: JsonValue;

  constructor(from: string, message: JsonValue) {
    super('message');
    this.from = from;
    this.message = message;
  }
}

/** A message that was handed over could not be delivered, for example because nobody has that address. */
export class UndeliverableEvent extends Event {
  readonly to: string;
  /** The server's word for it: `peer-unavailable`, `bad-request`, `too-large`, `rate-limited` or `internal`. */
  readonly code: string;

  constructor(to: string, code: string) {
    super('undeliverable');
    this.to = to;
    this.code = code;
  }
}

/** Something failed that belongs to no single message; the client goes on, or reconnects. */
export class SignalingErrorEvent extends Event {
  readonly error: SignalingError;

  constructor(error: SignalingError) {
    super('error');
    this.error = error;
  }
}

export interface SignalingEventMap {
  statechange: SignalingStateChangeEvent;
  idchange: IdChangeEvent;
  message: SignalingMessageEvent;
  undeliverable: UndeliverableEvent;
  error: SignalingErrorEvent;
}
