import { Room, SignalingError, assertFits, assertSendable } from 'p2p-video-call/core';

/** After this an answer counts as lost, in milliseconds. */
const ANSWER_MS = 5_000;

/**
 * A room of the Socket.IO server; `relay-rooms.mjs` is the server's half.
 *
 * @extends {Room<import('p2p-video-call/core').SignalingClient>}
 */
export class SocketIoRoom extends Room {
  #socket;
  #onClose;
  /** By this the server knows that a new connection is the same member. */
  #member = crypto.randomUUID();
  #onMembers = (name, members) => name === this.name && this.changeMembers(members);
  #onMessage = (name, from, message) => name === this.name && this.receive(from, message);
  #onConnect = () => void this.#comeBack();

  /**
   * @param {import('p2p-video-call/core').SignalingClient} signaling
   * @param {import('socket.io-client').Socket} socket
   * @param {string} name
   * @param {() => void} onClose is called when this side is not in the room any more
   */
  constructor(signaling, socket, name, onClose) {
    super(signaling, name);
    this.#socket = socket;
    this.#onClose = onClose;
    socket.on('room-members', this.#onMembers);
    socket.on('room-message', this.#onMessage);
    socket.on('connect', this.#onConnect);
  }

  /** Takes a place. @throws {SignalingError} `room-full`; the room is closed by that */
  async enter() {
    const others = await this.#ask();
    if (this.hasLeft) throw new SignalingError('closed', 'This client has been closed.');
    if (others) return this.changeMembers(others);
    this.close();
    throw new SignalingError('room-full', 'Two others are in this room.');
  }

  leave() {
    if (this.hasLeft) return;
    this.#socket.emit('leave-room', this.name, this.#member);
    this.close();
  }

  async send(message) {
    const text = assertSendable(this.name, message);
    if (this.hasLeft) throw new SignalingError('closed', 'This room was left: join it again.');
    assertFits(text);
    this.#socket.emit('room-message', this.name, JSON.parse(text));
  }

  /** The signaling client was closed. */
  clientClosed() {
    this.fail(new SignalingError('closed', 'The signaling client was closed.'), true);
  }

  close() {
    super.close();
    this.#socket.off('room-members', this.#onMembers);
    this.#socket.off('room-message', this.#onMessage);
    this.#socket.off('connect', this.#onConnect);
    this.#onClose();
  }

  /** Asks for a place, again where the answer was lost with a connection. `null`: there is none, or nobody asks any more. */
  async #ask() {
    while (!this.hasLeft) {
      const asking = this.#socket.timeout(ANSWER_MS);
      try {
        return await asking.emitWithAck('join-room', this.name, this.#member);
      } catch {
        // No answer in time; the server does the same thing again.
      }
    }
    return null;
  }

  /** The socket is connected again, under another id. */
  async #comeBack() {
    const others = await this.#ask();
    if (this.hasLeft) return;
    if (others) this.changeMembers(others);
    else this.fail(new SignalingError('room-full', 'Two others are in this room by now.'), true);
  }
}
