import { SignalingClient, SignalingError, assertFits, assertSendable } from 'p2p-video-call/core';
import { BroadcastChannelRoom } from './broadcast-channel-room.js';

/** Long, because a page that is loading, or that stands in an `alert()`, answers late. */
const RECEIPT_TIMEOUT_MS = 5_000;

/**
 * Signaling between the tabs of one browser, without any server. Every tab gets every message; the tab that it is
 * addressed to takes it and answers with a receipt. If no receipt comes, nobody has that address.
 */
export class BroadcastChannelSignaling extends SignalingClient {
  #name;
  #channel = null;
  /** @type {Promise<string> | null} */
  #opening = null;
  #isClosed = false;
  /** By name; a room that is still being joined is in it, too. */
  #rooms = new Map();
  /** When the place in a room that was left is free again, by name. */
  #left = new Map();
  #sent = 0;
  /** Timers of the messages that wait for their receipt, by number. */
  #awaitingReceipt = new Map();

  /** @param {string} name tabs that use the same name reach each other */
  constructor(name = 'p2p-video-call') {
    super();
    this.#name = name;
  }

  open() {
    if (this.#isClosed) return Promise.reject(closedError());
    this.#opening ??= this.#join();
    return this.#opening;
  }

  async #join() {
    this.changeState('connecting');
    const id = await this.#obtainId();
    if (this.#isClosed) throw closedError();
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener('message', ({ data }) => this.#take(data));
    this.changeId(id);
    // A listener may have closed this client.
    if (this.#isClosed) throw closedError();
    this.changeState('open');
    return id;
  }

  /** Other transports ask their server here. */
  async #obtainId() {
    return crypto.randomUUID();
  }

  close() {
    this.#isClosed = true;
    for (const room of [...this.#rooms.values()]) room?.clientClosed(this.id);
    this.#channel?.close();
    for (const timer of this.#awaitingReceipt.values()) clearTimeout(timer);
    this.#awaitingReceipt.clear();
    this.changeId(null);
    this.changeState('closed');
  }

  async send(to, message) {
    if (this.#isClosed) throw closedError();
    if (this.state !== 'open') {
      throw new SignalingError('not-open', 'Call open() and wait for it before you send.');
    }
    const text = assertSendable(to, message);
    assertFits(text);

    const number = (this.#sent += 1);
    this.#channel.postMessage({ kind: 'message', to, from: this.id, number, text });
    const timer = setTimeout(() => {
      this.#awaitingReceipt.delete(number);
      this.reportUndeliverable(to, 'peer-unavailable');
    }, RECEIPT_TIMEOUT_MS);
    this.#awaitingReceipt.set(number, timer);
  }

  async joinRoom(givenName, options) {
    if (typeof givenName !== 'string' || givenName === '' || givenName.length > 1024) {
      const sentence = 'The name of a room is a text of 1 to 1024 characters.';
      throw new SignalingError('invalid-argument', sentence);
    }
    if (this.#isClosed) throw closedError();
    if (this.state !== 'open') {
      throw new SignalingError('not-open', 'Call open() and wait for it before you join.');
    }
    options?.signal?.throwIfAborted();
    // However it was typed.
    const name = givenName.normalize();
    if (this.#rooms.has(name)) {
      throw new SignalingError('invalid-argument', 'This client is in that room already.');
    }
    const onClose = (isFree) => {
      this.#rooms.delete(name);
      this.#left.set(name, isFree);
    };
    this.#rooms.set(name, null);
    try {
      await this.#left.get(name);
      const room = await BroadcastChannelRoom.enter(this, this.#name, name, onClose);
      this.#rooms.set(name, room);
      return room;
    } catch (error) {
      this.#rooms.delete(name);
      throw error;
    }
  }

  /** Only pages of the same origin can write into the channel, so every message comes from `send`. */
  #take({ kind, to, from, number, text }) {
    if (to !== this.id) return;
    if (kind === 'receipt') {
      clearTimeout(this.#awaitingReceipt.get(number));
      this.#awaitingReceipt.delete(number);
      return;
    }
    this.#channel.postMessage({ kind: 'receipt', to: from, number });
    this.receive(from, JSON.parse(text));
  }
}

function closedError() {
  return new SignalingError('closed', 'This client has been closed: make a new one.');
}
