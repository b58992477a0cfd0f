import type { JsonValue } from '../../internal/json-value.js';
import { createRandomText } from '../../internal/random-text.js';
import { Timer } from '../../internal/timer.js';
import { assertFits, assertSendable } from '../outgoing-message.js';
import { alreadyJoined, hashRoomName, normalizeRoomName } from '../room-name.js';
import type { RoomOptions } from '../room-options.js';
import { Room } from '../room.js';
import type { SignalingClient } from '../signaling-client.js';
import { SignalingError, type SignalingErrorCode } from '../signaling-error.js';
import { requestService, serviceError, type ServicePort } from './service-request.js';
import { encodeServiceRequest, type Fields } from './wire-protocol.js';

/** When the relay could not do it, it is asked again: at first after this, then after twice the time, up to the most. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/**
 * A full room is asked for once more after this, in milliseconds. One of the two may be a connection that died without a
 * word: the relay has asked both whether they still are there, and lets them go if they do not say so in 4 s.
 */
const SECOND_TRY_MS = 5_000;

/**
 * Enters a room of the relay. While the client is offline it waits.
 *
 * @throws {SignalingError} see `SignalingClient.joinRoom`
 */
export async function joinRelayRoom(
  port: ServicePort,
  name: string,
  options?: RoomOptions | null,
): Promise<Room<SignalingClient>> {
  const hash = await hashRoomName(name);
  if (port.rooms.has(hash)) throw alreadyJoined();
  const room = new RelayRoom(port, normalizeRoomName(name), hash);
  await room.join(options?.signal);
  return room;
}

/** A room of the relay: it is joined anew at each new address of the client. */
class RelayRoom extends Room<SignalingClient> {
  readonly #port: ServicePort;
  readonly #hash: string;
  /** By this the relay knows that a new address is the same member. */
  readonly #member = createRandomText();
  readonly #left = new AbortController();
  readonly #retry: Timer;
  #retries = 0;
  /** Of the newest list of members. */
  #version = 0;

  constructor(port: ServicePort, name: string, hash: string) {
    super(port.client, name);
    this.#port = port;
    this.#hash = hash;
    this.#retry = new Timer(port.clock, () => void this.#rejoin());
  }

  /** @throws {SignalingError} if there is no place; the room is closed by that */
  async join(signal?: AbortSignal | null): Promise<void> {
    const { takers, rooms } = this.#port;
    const take = (fields: Fields) => this.#take(fields);
    takers.add(take);
    rooms.add(this.#hash);
    this.#left.signal.addEventListener('abort', () => {
      takers.delete(take);
      rooms.delete(this.#hash);
    });
    try {
      await this.#request(signal).catch(async (error: unknown) => {
        if (!isFull(error)) throw error;
        await this.#pause(signal);
        await this.#request(signal);
      });
    } catch (error) {
      if (isRefusal(error)) this.close();
      // Else the answer may have been lost, and the place be taken.
      else this.leave();
      throw error;
    }
    const { client } = this.#port;
    const listening = { signal: this.#left.signal };
    client.addEventListener('idchange', () => void this.#rejoin(), listening);
    client.addEventListener('statechange', () => this.#onState(), listening);
    this.#onState();
  }

  override leave(): void {
    if (this.hasLeft) return;
    this.close();
    const { client } = this.#port;
    if (client.state === 'closed') return;
    const request = { room: this.#hash, member: this.#member };
    // Who can't say so is found to be gone.
    this.#port
      .send(encodeServiceRequest({ kind: 'leave-room', ...request }))
      .catch(() => undefined);
  }

  override async send(message: JsonValue): Promise<void> {
    assertSendable(this.#hash, message);
    if (this.hasLeft) {
      throw new SignalingError('closed', 'This room was left: join it again.');
    }
    const text = encodeServiceRequest({ kind: 'send-to-room', room: this.#hash, message });
    assertFits(text);
    await this.#port.send(text);
  }

  protected override close(): void {
    super.close();
    this.#retry.stop();
    this.#left.abort();
  }

  async #request(signal?: AbortSignal | null): Promise<void> {
    const request = { kind: 'join-room', room: this.#hash, member: this.#member } as const;
    await requestService(this.#port, request, signal);
  }

  /** The client has another address, or the relay asks whether we still are here. */
  async #rejoin(): Promise<void> {
    if (this.hasLeft) return;
    this.#retry.stop();
    try {
      await this.#request(this.#left.signal);
      this.#retries = 0;
    } catch (error) {
      // By leaving it is aborted.
      if (!this.hasLeft) this.#notBack(error as SignalingError);
    }
  }

  #notBack(error: SignalingError): void {
    this.#retries += 1;
    if (isFull(error) && this.#retries === 1) this.#retry.start(SECOND_TRY_MS);
    // A relay that is silent now has known rooms before.
    else if (isRefusal(error)) this.fail(error, true);
    else this.#retry.start(Math.min(RETRY_MS * 2 ** this.#retries, MAX_RETRY_MS));
  }

  #pause(signal?: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const { clock } = this.#port;
      const timer = clock.setTimeout(resolve, SECOND_TRY_MS);
      signal?.addEventListener('abort', () => {
        clock.clearTimeout(timer);
        reject(signal.reason as Error);
      });
    });
  }

  #onState(): void {
    if (this.#port.client.state !== 'closed' || this.hasLeft) return;
    const sentence = 'The signaling client was closed, and with it the room.';
    this.fail(new SignalingError('closed', sentence), true);
  }

  #take(fields: Fields): void {
    if (fields['room'] !== this.#hash) return;
    const { members, version, from, message, check, ref } = fields;
    const error = serviceError(fields);
    // Those with a `ref` are answers, of which whoever has asked takes care.
    if (error) {
      if (ref === undefined) this.#notSent(error);
    } else if (Array.isArray(members) && typeof version === 'number') {
      if (version < this.#version) return;
      this.#version = version;
      this.changeMembers(members.filter((id) => typeof id === 'string'));
    } else if (typeof from === 'string' && message !== undefined) {
      this.receive(from, message as JsonValue);
    } else if (check === true) {
      void this.#rejoin();
    }
  }

  /** A message to the others did not arrive. If the relay does not know us any more, we come back. */
  #notSent(error: SignalingError): void {
    this.fail(error, false);
    if (error.code === 'room-refused') void this.#rejoin();
  }
}

const hasCode = (error: unknown, ...codes: SignalingErrorCode[]): boolean =>
  error instanceof SignalingError && codes.includes(error.code);

const isFull = (error: unknown): boolean => hasCode(error, 'room-full');

/** The relay has said no; asking again would bring the same. */
const isRefusal = (error: unknown): boolean => hasCode(error, 'room-full', 'room-refused');
