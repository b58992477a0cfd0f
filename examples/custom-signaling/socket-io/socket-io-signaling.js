import { SignalingClient, SignalingError, assertFits, assertSendable } from 'p2p-video-call/core';
import { io } from 'socket.io-client';

/** Signaling over a Socket.IO server; `relay-messages.mjs` is the server's half. */
export class SocketIoSignaling extends SignalingClient {
  #url;
  #options;
  #socket = null;
  /** @type {Promise<string> | null} */
  #opening = null;
  #isClosed = false;

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
    this.#opening ??= this.#connect();
    return this.#opening;
  }

  #connect() {
    this.changeState('connecting');
    return new Promise((resolve, reject) => {
      const socket = io(this.#url, { ...this.#options, forceNew: true });
      this.#socket = socket;
      socket.on('relay', (from, message) => this.receive(from, message));
      socket.on('connect', () => {
        // Socket.IO gives a new id with every connection.
        this.changeId(socket.id);
        this.changeState('open');
        resolve(socket.id);
      });
      socket.on('connect_error', (cause) => {
        // Later failures are failed attempts to reconnect, and Socket.IO goes on trying.
        if (this.state !== 'connecting') return;
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
        // The only case in which Socket.IO does not reconnect by itself.
        if (reason === 'io server disconnect') socket.connect();
      });
      this.addEventListener('statechange', ({ state }) => {
        if (state === 'closed' && this.#isClosed) reject(closedError());
      });
    });
  }

  close() {
    this.#isClosed = true;
    this.#socket?.disconnect();
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
}

function closedError() {
  return new SignalingError('closed', 'This client has been closed: make a new one.');
}
