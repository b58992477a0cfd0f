import { SignalingClient, SignalingError, assertFits, assertSendable } from 'p2p-video-call/core';
import { io } from 'socket.io-client';
import { SocketIoRoom } from './socket-io-room.js';

/** Until the next attempt after one that the server has refused. */
const RETRY_MS = 5_000;

/** Signaling over a Socket.IO server; `relay-messages.mjs` is the server's half. */
export class SocketIoSignaling extends SignalingClient {
  #url;
  #options;
  #socket = null;
  /** @type {Promise<string> | null} */
  #opening = null;
  /** Ends `#opening` when the client is closed meanwhile. */
  #rejectOpening = (_error) => {};
  #isClosed = false;
  /** By name. */
  #rooms = new Map();

  /**
   * @param {string} url the server; by default the one that the page came from
   * @param {Partial<import('socket.io-client').ManagerOptions & import('socket.io-client').SocketOptions>} options
   */
  constructor(url = location.origin, options = {}) {
    super();
    this.#url = url;
    this.#options = options;
  }

  open() {
    if (this.#isClosed) return Promise.reject(closedError());
    // It is another one after each reconnection.
    if (this.state === 'open' && this.id !== null) return Promise.resolve(this.id);
    this.#opening ??= this.#connect();
    return this.#opening;
  }

  #connect() {
    this.changeState('connecting');
    return new Promise((resolve, reject) => {
      this.#rejectOpening = reject;
      const socket = io(this.#url, { ...this.#options, forceNew: true });
      this.#socket = socket;
      socket.on('relay', (from, message) => this.receive(from, message));
      socket.on('connect', () => {
        // Socket.IO gives a new id with every connection.
        this.changeId(socket.id);
        // A listener may have closed this client.
        if (this.#isClosed) return;
        this.changeState('open');
        resolve(socket.id);
      });
      socket.on('connect_error', (cause) => {
        if (this.state !== 'connecting') {
          // Socket.IO goes on trying to reconnect, but not where the server has refused (`io.use`).
          const { reconnectionDelay = RETRY_MS } = this.#options;
          if (!socket.active)
            setTimeout(() => this.#isClosed || socket.connect(), reconnectionDelay);
          return;
        }
        this.#opening = null;
        socket.disconnect();
        this.changeState('closed');
        reject(
          new SignalingError('connect-failed', `Can't reach ${this.#url}: is the server running?`, {
            cause,
          }),
        );
      });
      socket.on('disconnect', (reason) => {
        if (this.#isClosed) return;
        this.changeState('reconnecting');
        // Then Socket.IO does not reconnect by itself.
        if (reason === 'io server disconnect' && !this.#isClosed) socket.connect();
      });
    });
  }

  close() {
    this.#isClosed = true;
    for (const room of [...this.#rooms.values()]) room.clientClosed();
    this.#socket?.disconnect();
    this.#rejectOpening(closedError());
    this.changeId(null);
    this.changeState('closed');
  }

  async send(to, message) {
    if (this.#isClosed) throw closedError();
    if (this.state !== 'open' && this.state !== 'reconnecting') {
      throw new SignalingError('not-open', 'Call open() and wait for it before you send.');
    }
    const text = assertSendable(to, message);
    assertFits(text);

    // A copy: while the connection is down, Socket.IO keeps the message, and the app may change its own.
    this.#socket.emit('relay', to, JSON.parse(text), (wasDelivered) => {
      if (!wasDelivered && !this.#isClosed) this.reportUndeliverable(to, 'peer-unavailable');
    });
  }

  async joinRoom(givenName, options) {
    if (typeof givenName !== 'string' || givenName === '' || givenName.length > 1024) {
      const sentence = 'The name of a room is a text of 1 to 1024 characters.';
      throw new SignalingError('invalid-argument', sentence);
    }
    if (this.#isClosed) throw closedError();
    if (this.state !== 'open' && this.state !== 'reconnecting') {
      throw new SignalingError('not-open', 'Call open() and wait for it before you join.');
    }
    options?.signal?.throwIfAborted();
    // However it was typed.
    const name = givenName.normalize();
    if (this.#rooms.has(name)) {
      throw new SignalingError('invalid-argument', 'This client is in that room already.');
    }
    const room = new SocketIoRoom(this, this.#socket, name, () => this.#rooms.delete(name));
    this.#rooms.set(name, room);
    await room.enter();
    return room;
  }
}

function closedError() {
  return new SignalingError('closed', 'This client has been closed: make a new one.');
}
