import { Room, SignalingError, assertFits, assertSendable } from 'p2p-video-call/core';

/** A room is for one call. */
const PLACES = 2;
/** How long the other may take to say that it is there. A page that stands in an `alert()` says it later. */
const ANSWER_MS = 1_000;

/**
 * A room among the tabs of one browser. Each of its places is a lock, which a tab holds while it is in the room, and which
 * the browser frees when the tab is closed.
 *
 * @extends {Room<import('p2p-video-call/core').SignalingClient>}
 */
export class BroadcastChannelRoom extends Room {
  #channel;
  #freePlace;
  #onClose;
  #leave = () => this.leave();
  /** Resolves when another member says that it is there. */
  #otherSpoke = (_) => {};
  #answered = new Promise((resolve) => (this.#otherSpoke = resolve));

  /**
   * @param {import('p2p-video-call/core').SignalingClient} signaling
   * @param {string} channelName the channel of the signaling
   * @param {string} name
   * @param {(isFree: Promise<unknown>) => void} onClose is called when this side is not in the room any more; the place is
   *   free when the promise resolves
   */
  static async enter(signaling, channelName, name, onClose) {
    const place = await takePlace(`${channelName} room ${name}`);
    if (place === null) throw new SignalingError('room-full', 'Two others are in this room.');
    // The client may have been closed meanwhile.
    if (signaling.id === null) {
      place.free();
      throw new SignalingError('closed', 'This client has been closed: make a new one.');
    }
    const room = new BroadcastChannelRoom(signaling, channelName, name, place.free, onClose);
    if (place.isOtherTaken) await room.#otherIsThere();
    return room;
  }

  constructor(signaling, channelName, name, freePlace, onClose) {
    super(signaling, name);
    this.#freePlace = freePlace;
    this.#onClose = onClose;
    this.#channel = new BroadcastChannel(`${channelName} room ${name}`);
    this.#channel.addEventListener('message', ({ data }) => this.#take(data));
    // A page that is closed has no time to wait for anything.
    globalThis.addEventListener('pagehide', this.#leave);
    this.#say('hello');
  }

  leave() {
    if (this.hasLeft) return;
    this.#say('left');
    this.close();
  }

  async send(message) {
    const text = assertSendable(this.name, message);
    if (this.hasLeft) throw new SignalingError('closed', 'This room was left: join it again.');
    assertFits(text);
    this.#channel.postMessage({ kind: 'message', from: this.signaling.id, text });
  }

  /** The signaling client was closed. */
  clientClosed(id) {
    if (this.hasLeft) return;
    this.#channel.postMessage({ kind: 'left', from: id });
    this.fail(new SignalingError('closed', 'The signaling client was closed.'), true);
  }

  close() {
    super.close();
    globalThis.removeEventListener('pagehide', this.#leave);
    this.#channel.close();
    this.#onClose(this.#freePlace());
  }

  async #otherIsThere() {
    const timeout = new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    await Promise.race([this.#answered, timeout]);
  }

  #say(kind) {
    this.#channel.postMessage({ kind, from: this.signaling.id });
  }

  /** Only pages of the same origin can write into the channel, so what is said is true. */
  #take({ kind, from, text }) {
    if (kind === 'message') return this.receive(from, JSON.parse(text));
    if (kind === 'left') return this.changeMembers(this.members.filter((id) => id !== from));
    // There are two places, so whoever speaks is the other one.
    this.changeMembers([from]);
    this.#otherSpoke(null);
    if (kind === 'hello') this.#say('here');
  }
}

/** Takes a free place; `null` if there is none. `free` gives it back. */
async function takePlace(name) {
  for (let place = 0; place < PLACES; place += 1) {
    const free = await tryLock(`${name} ${place}`);
    if (!free) continue;
    const { held } = await navigator.locks.query();
    const isOther = (lock) => lock.name.startsWith(`${name} `) && lock.name !== `${name} ${place}`;
    return { free, isOtherTaken: held.some(isOther) };
  }
  return null;
}

/** Takes the lock if it is free, and returns the function that gives it back; it resolves when that is done. */
function tryLock(name) {
  return new Promise((resolve, reject) => {
    const hold = (lock) => {
      if (lock === null) return resolve(null);
      return new Promise((giveBack) => {
        resolve(() => {
          giveBack(undefined);
          return released;
        });
      });
    };
    const released = navigator.locks.request(name, { ifAvailable: true }, hold);
    released.catch(reject);
  });
}
