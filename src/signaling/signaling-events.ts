import type { JsonValue } from '../internal/json-value.js';
import type { SignalingError } from './signaling-error.js';

/** `closed` → `connecting` → `open` ⇄ `reconnecting`; `closed` again after `close()`, a failed `open()` or giving up. */
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

/** The own address has changed, as it does with every reconnect to API Gateway and every planned rotation. */
export class IdChangeEvent extends Event {
  readonly id: string;
  readonly previous: string | null;

  constructor(id: string, previous: string | null) {
    super('idchange');
    this.id = id;
    this.previous = previous;
  }
}

/** A message from another address. Its content is whatever the sender wrote: check it before use. */
export class SignalingMessageEvent extends Event {
  readonly from: string;
  readonly message: JsonValue;

  constructor(from: string, message: JsonValue) {
    super('message');
    this.from = from;
    this.message = message;
  }
}

/** A message that was sent could not be delivered, for example because nobody has that address. */
export class UndeliverableEvent extends Event {
  readonly to: string;
  /** The server's error code: `peer-unavailable`, `bad-request`, `too-large`, `rate-limited` or `internal`. */
  readonly code: string;

  constructor(to: string, code: string) {
    super('undeliverable');
    this.to = to;
    this.code = code;
  }
}

/** A failure that belongs to no single message. The client goes on, or reconnects, or has given up and is `closed`. */
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
