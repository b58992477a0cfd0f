import type { JsonValue } from '../../internal/json-value.js';
import { assertFits, assertSendable } from '../outgoing-message.js';
import { Room } from '../room.js';
import type { SignalingClient } from '../signaling-client.js';
import { SignalingError } from '../signaling-error.js';
import type { MemoryNetwork } from './memory-network.js';
import type { MemoryRoomMember } from './memory-rooms.js';

/** A room of a signaling network in memory, as one client has it. */
export class MemoryRoom extends Room<SignalingClient> implements MemoryRoomMember {
  readonly #network: MemoryNetwork;
  readonly #onClose: (room: MemoryRoom) => void;
  #address: string | null = null;

  constructor(
    signaling: SignalingClient,
    name: string,
    network: MemoryNetwork,
    onClose: (room: MemoryRoom) => void,
  ) {
    super(signaling, name);
    this.#network = network;
    this.#onClose = onClose;
  }

  get address(): string | null {
    return this.#address;
  }

  /** The client is at this address now. Returns whether there was a place. */
  enter(address: string): boolean {
    this.#address = address;
    const others = this.#network.rooms.enter(this.name, this);
    if (others === null) return false;
    this.changeMembers(others);
    return true;
  }

  /** The client has come back. If somebody else has taken the place, the room is lost. */
  comeBack(address: string): void {
    if (this.enter(address)) return;
    this.fail(new SignalingError('room-full', 'Two others are in this room by now.'), true);
  }

  /** The client has lost its connection, and by that its place. */
  interrupted(): void {
    this.#address = null;
    this.#network.rooms.leave(this.name, this);
  }

  /** The client was closed. */
  clientClosed(): void {
    const sentence = 'The signaling client was closed, and with it the room.';
    this.fail(new SignalingError('closed', sentence), true);
  }

  membersChanged(members: readonly string[]): void {
    this.changeMembers(members);
  }

  messageArrived(from: string, message: JsonValue): void {
    this.receive(from, message);
  }

  override leave(): void {
    if (!this.hasLeft) this.close();
  }

  override async send(message: JsonValue): Promise<void> {
    const json = assertSendable(this.name, message);
    if (this.hasLeft) throw new SignalingError('closed', 'This room was left: join it again.');
    assertFits(`{"room":${JSON.stringify(this.name)},"message":${json}}`);
    const from = this.#address;
    // While there is no connection, nobody is there to send to.
    if (from === null) return;
    for (const to of this.#network.rooms.othersOf(this.name, this) ?? []) {
      this.#network.post(from, to, json, this.name);
    }
  }

  protected override close(): void {
    super.close();
    this.#network.rooms.leave(this.name, this);
    this.#onClose(this);
  }
}
