import { createDeferred, type Deferred } from '../../internal/deferred.js';
import type { JsonValue } from '../../internal/json-value.js';
import type { MemoryNetwork, MemoryPort } from './memory-network.js';
import { MemoryRoom } from './memory-room.js';
import { Outbox } from '../outbox.js';
import { assertFits, assertSendable } from '../outgoing-message.js';
import { alreadyJoined, normalizeRoomName } from '../room-name.js';
import type { RoomOptions } from '../room-options.js';
import type { Room } from '../room.js';
import { SignalingClient } from '../signaling-client.js';
import { SignalingError } from '../signaling-error.js';
import type { SignalingState } from '../signaling-events.js';

type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'opening'; readonly opened: Deferred<string> }
  | { readonly name: 'open'; readonly opened: Deferred<string>; readonly address: string }
  | { readonly name: 'interrupted'; readonly opened: Deferred<string> }
  | { readonly name: 'closed' };

const PUBLIC_STATES: Readonly<Record<Phase['name'], SignalingState>> = {
  idle: 'closed',
  opening: 'connecting',
  open: 'open',
  interrupted: 'reconnecting',
  closed: 'closed',
};

interface QueuedMessage {
  readonly to: string;
  readonly json: string;
}

/**
 * A client of a {@link createMemorySignaling | signaling network in memory}. It refuses what the client for API Gateway
 * refuses, and its connection can be made to fail.
 */
export class MemorySignalingClient extends SignalingClient {
  readonly #network: MemoryNetwork;
  readonly #requestedAddress: string | null;
  readonly #outbox = new Outbox<QueuedMessage>();
  readonly #port: MemoryPort = {
    receive: (from, message) => this.receive(from, message),
    receiveInRoom: (name, from, message) => {
      for (const room of [...this.#rooms]) {
        if (room.name === name) room.messageArrived(from, message);
      }
    },
    reportUndeliverable: (to, code) => this.reportUndeliverable(to, code),
  };
  readonly #rooms = new Set<MemoryRoom>();
  #phase: Phase = { name: 'idle' };

  /** For `createMemorySignaling()`; call `connect()` on what it returns. */
  constructor(network: MemoryNetwork, requestedAddress: string | null) {
    super();
    this.#network = network;
    this.#requestedAddress = requestedAddress;
  }

  override open(): Promise<string> {
    const phase = this.#phase;
    if (phase.name === 'closed') return Promise.reject(closedError());
    if (phase.name !== 'idle') return phase.opened.promise;
    const opened = createDeferred<string>();
    this.#enter({ name: 'opening', opened });
    // Not in the same turn, as no real connection opens synchronously.
    queueMicrotask(() => this.#finishOpening());
    return opened.promise;
  }

  override close(): void {
    const phase = this.#phase;
    if (phase.name === 'closed') return;
    if (phase.name === 'open') this.#network.leave(phase.address);
    const error = closedError();
    if ('opened' in phase) phase.opened.reject(error);
    this.#outbox.rejectAll(error);
    for (const room of [...this.#rooms]) room.clientClosed();
    this.changeId(null);
    this.#enter({ name: 'closed' });
  }

  override async send(to: string, message: JsonValue): Promise<void> {
    const json = assertSendable(to, message);
    const phase = this.#phase;
    if (phase.name === 'closed') throw closedError();
    if (phase.name === 'idle') {
      throw new SignalingError('not-open', 'Call open() before sending.');
    }
    assertFits(`{"to":${JSON.stringify(to)},"message":${json}}`);
    if (phase.name === 'open') this.#network.post(phase.address, to, json);
    else await this.#outbox.add({ to, json });
  }

  override async joinRoom(
    name: string,
    options?: RoomOptions | null,
  ): Promise<Room<SignalingClient>> {
    const roomName = normalizeRoomName(name);
    const phase = this.#phase;
    if (phase.name === 'closed') throw closedError();
    if (phase.name === 'idle') throw new SignalingError('not-open', 'Call open() before joining.');
    const address = await phase.opened.promise;
    options?.signal?.throwIfAborted();
    if ([...this.#rooms].some((joined) => joined.name === roomName)) throw alreadyJoined();
    const room = new MemoryRoom(this, roomName, this.#network, (left) => this.#rooms.delete(left));
    if (!room.enter(address)) throw new SignalingError('room-full', 'Two others are in this room.');
    this.#rooms.add(room);
    return room;
  }

  /**
   * Cuts the connection: the state becomes `reconnecting`, messages wait, and nobody has the address any more. It does
   * nothing unless the client is open.
   */
  interrupt(): void {
    const phase = this.#phase;
    if (phase.name !== 'open') return;
    this.#network.leave(phase.address);
    for (const room of this.#rooms) room.interrupted();
    const opened = createDeferred<string>();
    opened.promise.catch(() => {
      // If nobody called open() meanwhile, its rejection by close() must not be an unhandled one.
    });
    this.#enter({ name: 'interrupted', opened });
  }

  /**
   * Restores the connection after `interrupt()`, and sends what waits. It does nothing unless the connection was cut.
   *
   * @param id the new address; by default one drawn from the seed
   * @throws {SignalingError} `connect-failed` if another client has that address
   */
  restore(id?: string): void {
    const phase = this.#phase;
    if (phase.name === 'interrupted') this.#join(phase, id ?? this.#network.newAddress());
  }

  /**
   * Cuts the connection and restores it at once under another address, as a reconnect to API Gateway does. The client
   * can't be reached under the old address any more. It does nothing unless the client is open.
   *
   * @param id the new address; by default one drawn from the seed
   * @throws {SignalingError} `connect-failed` if another client has that address
   */
  changeAddress(id?: string): void {
    this.interrupt();
    this.restore(id);
  }

  /** The only place that changes the phase. */
  #enter(phase: Phase): void {
    this.#phase = phase;
    this.changeState(PUBLIC_STATES[phase.name]);
  }

  #finishOpening(): void {
    const phase = this.#phase;
    if (phase.name !== 'opening') return;
    try {
      this.#join(phase, this.#requestedAddress ?? this.#network.newAddress());
    } catch (error) {
      const failure = error as SignalingError;
      phase.opened.reject(failure);
      this.#outbox.rejectAll(failure);
      this.#enter({ name: 'idle' });
    }
  }

  #join(phase: Extract<Phase, { opened: Deferred<string> }>, address: string): void {
    if (this.#network.isTaken(address)) {
      throw new SignalingError(
        'connect-failed',
        `The address ${JSON.stringify(address)} is taken by another client of this signaling.`,
      );
    }
    this.#network.join(address, this.#port);
    this.changeId(address);
    // A listener of `idchange` may have closed the client.
    if (this.#phase !== phase) {
      this.#network.leave(address);
      return;
    }
    // Before the phase changes, so that nothing that a listener sends can overtake what waits.
    this.#outbox.flush(({ to, json }) => {
      this.#network.post(address, to, json);
      return true;
    });
    phase.opened.resolve(address);
    this.#enter({ name: 'open', opened: phase.opened, address });
    for (const room of [...this.#rooms]) room.comeBack(address);
  }
}

function closedError(): SignalingError {
  return new SignalingError(
    'closed',
    'This signaling client was closed: make a new one to connect again.',
  );
}
