import type { JsonValue } from '../internal/json-value.js';
import type { SignalingErrorEvent } from './signaling-events.js';

/** Another member has come; or has come back under a new address, after a `memberleave` of the former. */
export class RoomMemberJoinEvent extends Event {
  /** Its address. */
  readonly id: string;

  constructor(id: string) {
    super('memberjoin');
    this.id = id;
  }
}

/** Another member has gone, or has another address now. */
export class RoomMemberLeaveEvent extends Event {
  /** Its address. */
  readonly id: string;

  constructor(id: string) {
    super('memberleave');
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
  memberjoin: RoomMemberJoinEvent;
  memberleave: RoomMemberLeaveEvent;
  message: RoomMessageEvent;
  error: SignalingErrorEvent;
}
