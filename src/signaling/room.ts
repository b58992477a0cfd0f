import type { JsonValue } from '../internal/json-value.js';
import { TypedEventTarget } from '../internal/typed-event-target.js';
import { RoomMemberEvent, RoomMessageEvent, type RoomEventMap } from './room-events.js';
import type { SignalingError } from './signaling-error.js';
import { SignalingErrorEvent } from './signaling-events.js';

/**
 * A place where two clients meet by a name that both know. It outlives connections: who comes back under a new address is
 * in it again, and the other hears of that.
 *
 * `signaling.joinRoom(name)` makes one. To bring another transport, extend this class: write `leave` and `send`, and
 * call the protected `changeMembers`, `receive` and `fail` as things happen.
 *
 * @fires memberjoin - {@link RoomMemberEvent}
 * @fires memberleave - {@link RoomMemberEvent}
 * @fires message - {@link RoomMessageEvent}
 * @fires error - {@link SignalingErrorEvent}: something that was sent did not arrive, or the place in the room is lost, to
 * which `hasLeft` is the answer
 */
export abstract class Room<
  Signaling extends EventTarget = EventTarget,
> extends TypedEventTarget<RoomEventMap> {
  /** The client that is in it. */
  readonly signaling: Signaling;
  readonly name: string;
  #members: readonly string[] = [];
  #hasLeft = false;

  constructor(signaling: Signaling, name: string) {
    super();
    this.signaling = signaling;
    this.name = name;
  }

  /** Addresses of the others who are there. */
  get members(): readonly string[] {
    return this.#members;
  }

  /** Whether this side is not in the room any more: it has left, its client was closed, or the place is lost. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** Leaves for good, and tells the others. No event comes after it. To come back, join again. */
  abstract leave(): void;

  /**
   * Sends `message` to all others.
   *
   * @returns a promise that resolves once the message is handed over; that says nothing about its arrival
   * @throws {SignalingError} as `SignalingClient.send` does; `closed` after `leave()`
   */
  abstract send(message: JsonValue): Promise<void>;

  /** For transports: these others are there now. Tells the listeners who has come and gone. */
  protected changeMembers(members: readonly string[]): void {
    if (this.#hasLeft) return;
    const previous = this.#members;
    const present = [...new Set(members)];
    this.#members = present;
    // A listener may leave the room, or get a newer list.
    for (const id of previous) {
      if (!this.#members.includes(id)) this.dispatchEvent(new RoomMemberEvent('memberleave', id));
    }
    for (const id of present) {
      const isNew = this.#members.includes(id) && !previous.includes(id);
      if (isNew) this.dispatchEvent(new RoomMemberEvent('memberjoin', id));
    }
  }

  /** For transports: hands an arrived message to the listeners. */
  protected receive(from: string, message: JsonValue): void {
    if (!this.#hasLeft) this.dispatchEvent(new RoomMessageEvent(from, message));
  }

  /** For transports: a message did not arrive; with `isLost`, the place in the room is lost, too. */
  protected fail(error: SignalingError, isLost: boolean): void {
    if (this.#hasLeft) return;
    if (isLost) this.close();
    this.dispatchEvent(new SignalingErrorEvent(error));
  }

  /** For transports: this side is not in the room any more. */
  protected close(): void {
    this.#hasLeft = true;
    this.#members = [];
  }
}
