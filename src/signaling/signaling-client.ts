import type { JsonValue } from '../internal/json-value.js';
import { TypedEventTarget } from '../internal/typed-event-target.js';
import type { RoomOptions } from './room-options.js';
import type { Room } from './room.js';
import { SignalingError } from './signaling-error.js';
import {
  IdChangeEvent,
  SignalingErrorEvent,
  SignalingMessageEvent,
  SignalingStateChangeEvent,
  UndeliverableEvent,
  type SignalingEventMap,
  type SignalingState,
} from './signaling-events.js';

/** STUN and TURN servers, and for how long their credentials are good from now, in milliseconds. */
export interface IceServerGrant {
  readonly iceServers: readonly RTCIceServer[];
  readonly ttlMs: number;
}

/**
 * Carries opaque messages between addresses. It may lose, repeat and reorder them, and its own address may change:
 * the layer above copes with all four.
 *
 * To bring another transport, extend this class: write `open`, `close` and `send`, and call the protected
 * `changeState`, `changeId`, `receive` and `reportUndeliverable` as things happen.
 *
 * @fires statechange - {@link SignalingStateChangeEvent}
 * @fires idchange - {@link IdChangeEvent}
 * @fires message - {@link SignalingMessageEvent}
 * @fires undeliverable - {@link UndeliverableEvent}
 * @fires error - {@link SignalingErrorEvent}
 */
export abstract class SignalingClient extends TypedEventTarget<SignalingEventMap> {
  #id: string | null = null;
  #state: SignalingState = 'closed';

  /** Own address, or `null` while there is none. It may change at any time, also while `open`. */
  get id(): string | null {
    return this.#id;
  }

  get state(): SignalingState {
    return this.#state;
  }

  /**
   * Connects. Calling it again while connecting or open gives the same answer.
   *
   * @returns the own address
   * @throws {SignalingError} if the server can't be reached (`connect-failed`, `timeout`, `server-error`), or if this
   * client has been closed (`closed`)
   */
  abstract open(): Promise<string>;

  /** Disconnects for good. No event but the last `statechange` comes after it, and the client can't be opened again. */
  abstract close(): void;

  /**
   * Sends `message` to the address `to`.
   *
   * @returns a promise that resolves once the message is handed over; that says nothing about its arrival
   * @throws {SignalingError} `not-open`, `closed`, `too-large`, `bad-message` or `queue-full`
   */
  abstract send(to: string, message: JsonValue): Promise<void>;

  /**
   * Enters the room of that name, in which two clients meet. It stays joined under whatever address this client has, also
   * after a lost connection, until `leave()`. Call `open()` before.
   *
   * @param _name any text of 1 to 1,024 characters, the same on both sides
   * @throws {SignalingError} (by rejection) `not-supported` if this transport has no rooms, `room-full` if two others are
   * there, `room-refused` if this client may not be there, `invalid-argument` for what is no name, `not-open`, `closed`, or
   * `server-error`
   */
  joinRoom(_name: string, _options?: RoomOptions | null): Promise<Room<SignalingClient>> {
    const error = new SignalingError('not-supported', 'This signaling has no rooms.');
    return Promise.reject(error);
  }

  /**
   * Asks for the STUN and TURN servers that come with this signaling, with credentials for the present user. It may be
   * asked at any time: a transport remembers what it was told.
   *
   * @returns `null` if this transport, or this server, has no such service, which is so by default
   * @throws {SignalingError} (by rejection) if there are none to be had now
   */
  fetchIceServers(): Promise<IceServerGrant | null> {
    return Promise.resolve(null);
  }

  /**
   * Asks a transport that changes its address by plan not to do so for a while, because the peer is just moving: were
   * both to move at once, neither could reach the other. Unless a transport overrides it, this does nothing.
   *
   * @param _durationMs in milliseconds, from now; how long a change can be put off is the transport's to know
   */
  keepAddress(_durationMs: number): void {}

  /**
   * Asks a transport to make sure that its connection is alive, and to make another if it is not, without waiting any
   * longer: something else has just lost its network, or a call begins. By default it does nothing.
   */
  probe(): void {}

  /** For transports: moves to `state` and tells the listeners; does nothing if it is the present one. */
  protected changeState(state: SignalingState): void {
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    this.dispatchEvent(new SignalingStateChangeEvent(state, previous));
  }

  /** For transports: sets the own address and tells the listeners if it is a new one. */
  protected changeId(id: string | null): void {
    const previous = this.#id;
    if (id === previous) return;
    this.#id = id;
    if (id !== null) this.dispatchEvent(new IdChangeEvent(id, previous));
  }

  /** For transports: hands an arrived message to the listeners. */
  protected receive(from: string, message: JsonValue): void {
    this.dispatchEvent(new SignalingMessageEvent(from, message));
  }

  /** For transports: a message handed over earlier did not reach `to`. */
  protected reportUndeliverable(to: string, code: string): void {
    this.dispatchEvent(new UndeliverableEvent(to, code));
  }

  /** For transports: a failure that belongs to no single message. */
  protected reportError(error: SignalingError): void {
    this.dispatchEvent(new SignalingErrorEvent(error));
  }
}
