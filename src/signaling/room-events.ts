import type { JsonValue } from '../internal/json-value.js';
import type { SignalingErrorEvent } from './signaling-events.js';

/**
 * `memberjoin`: another member has come, or has come back under a new address, after a `memberleave` of the former.
 * `memberleave`: another member has gone, or has another address now.
 */
export class RoomMemberEvent extends Event {
  /** Its address. */
  readonly id: string;

  constructor(type: 'memberjoin' | 'memberleave', id: string) {
    super(type);
    this.id = id;
  }
}

/** A message of another member to all. Its content is whatever the sender wrote: check it before use. */
export class RoomMessageEvent extends Event {
  readonly from: string;
  readonly message: JsonValue;

  constructor(from: string, message: JsonValue) {
    super('message');
    this.from = from;
    this.message = message;
  }
}

export interface RoomEventMap {
  memberjoin: RoomMemberEvent;
  memberleave: RoomMemberEvent;
  message: RoomMessageEvent;
  error: SignalingErrorEvent;
}
