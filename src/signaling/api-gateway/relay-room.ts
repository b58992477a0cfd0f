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
 * word: the relay has asked both whether they still are there, and lets them go if they do not say so in 10 s.
 */
const SECOND_TRY_MS = 11_000;
/** Longer than Lambda takes for a request, in milliseconds. */
const LATE_ANSWER_MS = 15_000;
/** More than any room has. */
const MAX_MEMBERS = 16;

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
  /** The room was full when this side came back, and is asked for once more. */
  #isSecondTry = false;
  /** The `ref` of the latest request to join, as long as that has let nobody in: an answer may come late. */
  #unanswered: string | null = null;
  /** This side comes back at the moment; `again`: and has to do so once more. */
  #returning: 'no' | 'once' | 'again' = 'no';
  /** Of the newest list of members. */
  #version = 0;

  constructor(port: ServicePort, name: string, hash: string) {
    super(port.client, name);
    this.#port = port;
    this.#hash = hash;
    this.#retry = new Timer(port.clock, () => void this.#comeBack());
  }

  /** @throws {SignalingError} if there is no place; the room is closed by that */
  async join(signal?: AbortSignal | null): Promise<void> {
    const { takers, rooms, client } = this.#port;
    const take = (fields: Fields) => this.#take(fields);
    takers.add(take);
    rooms.set(this.#hash, () => void this.#comeBack());
    this.#left.signal.addEventListener('abort', () => {
      takers.delete(take);
      rooms.delete(this.#hash);
    });
    this.#returning = 'once';
    try {
      await this.#request(signal).catch(async (error: unknown) => {
        if (!isFull(error)) throw error;
        await this.#pause(signal);
        await this.#request(signal);
      });
      if (client.state === 'closed') throw closedError();
    } catch (error) {
      if (isRefusal(error)) this.close();
      // Else the answer may have been lost, and the place be taken.
      else this.#leave(true);
      throw error;
    }
    const listening = { signal: this.#left.signal };
    client.addEventListener('idchange', () => void this.#comeBack(), listening);
    client.addEventListener('statechange', () => this.#onState(), listening);
    this.#returned();
  }

  override leave(): void {
    if (!this.hasLeft) this.#leave(this.#unanswered !== null);
  }

  /** @param isJoining a request to join may still be under way */
  #leave(isJoining: boolean): void {
    this.close();
    this.#sayGoodbye();
    if (isJoining) this.#sayGoodbyeAgain();
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

  /** Joins under the present address: it may change while the answer is under way, and the relay keeps no order. */
  async #request(signal?: AbortSignal | null): Promise<void> {
    const { client } = this.#port;
    const request = { kind: 'join-room', room: this.#hash, member: this.#member } as const;
    let id: string | null;
    do {
      id = client.id;
      this.#unanswered = createRandomText();
      await requestService(this.#port, { ...request, ref: this.#unanswered }, signal);
      this.#unanswered = null;
    } while (client.id !== id && client.id !== null);
  }

  #sayGoodbye(): void {
    if (this.#port.client.state === 'closed') return;
    const request = { room: this.#hash, member: this.#member };
    const text = encodeServiceRequest({ kind: 'leave-room', ...request });
    // Who can't say so is found to be gone.
    this.#port.send(text).catch(() => undefined);
  }

  /**
   * The goodbye may have overtaken a request to join that is still under way: its answer says so. By then this client may be
   * in the room again, and the relay, for which an address is one member only, has put that out.
   */
  #sayGoodbyeAgain(): void {
    const { takers, rooms, clock, client } = this.#port;
    if (client.state === 'closed') return;
    const listening = new AbortController();
    const take = ({ room, members, ref }: Fields) => {
      if (room !== this.#hash || members === undefined) return;
      const comeBack = rooms.get(this.#hash);
      // Other news are for the one who is in the room now.
      if (comeBack && ref !== this.#unanswered) return;
      this.#sayGoodbye();
      comeBack?.();
    };
    const stop = () => {
      clock.clearTimeout(timer);
      takers.delete(take);
      listening.abort();
    };
    const timer = clock.setTimeout(stop, LATE_ANSWER_MS);
    takers.add(take);
    // Whose connection has ended is not in the room.
    const onState = () => client.state === 'closed' && stop();
    client.addEventListener('statechange', onState, { signal: listening.signal });
  }

  /** The client has another address, or the relay asks whether we still are here. One request at a time will do. */
  async #comeBack(): Promise<void> {
    if (this.hasLeft) return;
    if (this.#returning !== 'no') {
      this.#returning = 'again';
      return;
    }
    this.#retry.stop();
    this.#returning = 'once';
    let error: SignalingError | null = null;
    try {
      await this.#request(this.#left.signal);
    } catch (cause) {
      error = cause as SignalingError;
    }
    // By leaving it is aborted.
    if (this.hasLeft || this.#returned()) return;
    if (error) this.#notBack(error);
    else {
      this.#retries = 0;
      this.#isSecondTry = false;
    }
  }

  /** @returns whether this side has to come back once more, and does so now */
  #returned(): boolean {
    const isAgain = this.#returning === 'again';
    this.#returning = 'no';
    if (isAgain) void this.#comeBack();
    return isAgain;
  }

  #notBack(error: SignalingError): void {
    if (isFull(error) && !this.#isSecondTry) {
      this.#isSecondTry = true;
      this.#retry.start(SECOND_TRY_MS);
    } else if (isRefusal(error)) {
      this.fail(error, true);
    } else {
      // A relay that is silent now has known rooms before.
      this.#retry.start(Math.min(RETRY_MS * 2 ** this.#retries, MAX_RETRY_MS));
      this.#retries += 1;
    }
  }

  #pause(signal?: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const { clock, client } = this.#port;
      const listening = new AbortController();
      const stop = () => {
        clock.clearTimeout(timer);
        listening.abort();
      };
      const fail = (reason: Error) => {
        stop();
        reject(reason);
      };
      const timer = clock.setTimeout(() => {
        stop();
        resolve();
      }, SECOND_TRY_MS);
      const options = { signal: listening.signal };
      signal?.addEventListener('abort', () => fail(signal.reason as Error), options);
      const onState = () => client.state === 'closed' && fail(closedError());
      client.addEventListener('statechange', onState, options);
    });
  }

  #onState(): void {
    if (this.#port.client.state === 'closed') this.fail(closedError(), true);
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
      // A room is for two. A relay that tells of more has gone wrong.
      this.changeMembers(members.slice(0, MAX_MEMBERS).filter((id) => typeof id === 'string'));
    } else if (typeof from === 'string' && message !== undefined) {
      this.receive(from, message as JsonValue);
    } else if (check === true) {
      void this.#comeBack();
    }
  }

  /** A message to the others did not arrive. If the relay does not know us any more, we come back. */
  #notSent(error: SignalingError): void {
    this.fail(error, false);
    if (error.code === 'room-refused') void this.#comeBack();
  }
}

function closedError(): SignalingError {
  return new SignalingError('closed', 'The signaling client is closed, and with it the room.');
}

const hasCode = (error: unknown, ...codes: SignalingErrorCode[]): boolean =>
  error instanceof SignalingError && codes.includes(error.code);

const isFull = (error: unknown): boolean => hasCode(error, 'room-full');

/** The relay has said no; asking again would bring the same. */
const isRefusal = (error: unknown): boolean => hasCode(error, 'room-full', 'room-refused');
