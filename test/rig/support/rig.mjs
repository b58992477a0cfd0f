import { randomUUID } from 'node:crypto';
import { Coturn } from './coturn.mjs';
import { Person } from './person.mjs';
import { Remote } from './remote.mjs';
import { INTERNET_ADDRESSES, Topology } from './topology.mjs';

const INTERNET_PROCESS = new URL('./internet-process.mjs', import.meta.url);

/** The network with its servers, and the two people in it. */
export class Rig {
  #internet;
  #relay;

  /** @type {Person[]} */
  people = [];

  constructor() {
    this.network = new Topology();
    this.#internet = new Remote(this.network.internet, INTERNET_PROCESS, [INTERNET_ADDRESSES[0]]);
    this.coturn = new Coturn(this.network.internet, INTERNET_ADDRESSES);
  }

  /**
   * @param {{ a?: 'chromium' | 'firefox', b?: 'chromium' | 'firefox' }} browsers a side without one has no person
   * @param {readonly string[]} more arguments for Chromium
   */
  static async start(browsers, more = []) {
    const rig = new Rig();
    try {
      await rig.#start(browsers, more);
    } catch (error) {
      await rig.stop();
      throw error;
    }
    return rig;
  }

  /** Both of them, on new pages; the options are those of their calls. */
  async open(optionsOfA = {}, optionsOfB = optionsOfA) {
    const defaults = { iceServers: [this.coturn.stun()] };
    await Promise.all([
      this.a.open({ ...defaults, ...optionsOfA }),
      this.b.open({ ...defaults, ...optionsOfB }),
    ]);
  }

  /** The same, in a room of the relay, and with the servers that it gives to its members. */
  async openInRoom(options = {}) {
    const room = randomUUID();
    await this.open({ ...options, room, iceServers: null });
  }

  /** Both come into a room, as by an invite link with a secret; returns once they see each other. */
  async meet(optionsOfA = {}, optionsOfB = optionsOfA) {
    const invite = { room: randomUUID(), secret: randomUUID(), meets: true };
    const defaults = { iceServers: [this.coturn.stun()], ...invite };
    await this.a.open({ ...defaults, ...optionsOfA });
    await this.b.open({ ...defaults, ...optionsOfB });
    await this.#untilTogether();
    return invite;
  }

  /** Both follow an invite link that a has made, with the servers that the relay gives; returns once they see each other. */
  async meetByInvite(options = {}) {
    const link = await this.a.createInvite();
    for (const person of this.people)
      await person.openInvite(link, { ...options, iceServers: null });
    await this.#untilTogether();
  }

  /** Makes a call b, who answers; returns once both see each other. */
  async connect(caller = this.a, callee = this.b) {
    await caller.dial(callee);
    await callee.answer();
    await Promise.all([caller.untilState('connected'), callee.untilState('connected')]);
    await Promise.all([caller.untilPictures(), callee.untilPictures()]);
  }

  async stop() {
    try {
      await Promise.all(this.people.map((person) => person.close()));
      await this.#internet.close();
      await this.coturn.stop();
    } finally {
      this.network.remove();
    }
  }

  async #untilTogether() {
    await Promise.all(this.people.map((person) => person.untilState('connected')));
    await Promise.all(this.people.map((person) => person.untilPictures()));
  }

  async #start(browsers, more) {
    await this.coturn.ready(this.#internet);
    this.#relay = await this.#internet.call('startRelay', this.coturn.minting);
    for (const [side, browser] of Object.entries(browsers)) {
      const options = { browser, coturn: this.coturn, relayUrl: this.#relay.url, more };
      this[side] = new Person(this.network[side], options);
      this.people.push(this[side]);
    }
    await Promise.all(this.people.map((person) => person.version()));
  }
}
