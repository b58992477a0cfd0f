import { createMemorySignaling } from '/dist/testing.js';
import { until } from './until.js';
import { WatchedCall } from './watched-call.js';

/** Short where an attack leaves nothing but to wait for it. */
export const QUICK_TIMING = {
  ringMs: 18_000,
  setupMs: 12_000,
  setupRestartMs: 7_000,
  retransmitMs: 200,
  farewellMs: 1_000,
};

/**
 * Two people, each in a network of their own, so that nothing reaches the other but through whoever is between. In the
 * caller's network that one has the callee's address, and in the callee's network the caller's.
 */
export class World {
  caller;
  callee;
  /** The clients of the one between. */
  between;
  outgoing = null;
  incoming = null;
  /** Camera and microphone. They are open beforehand, so that what must not be sent would be at once. */
  #stream;

  static async open() {
    const world = new World();
    world.#stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const [nearCaller, nearCallee] = [createMemorySignaling(), createMemorySignaling()];
    world.caller = nearCaller.connect('caller');
    world.callee = nearCallee.connect('callee');
    world.between = { caller: nearCaller.connect('callee'), callee: nearCallee.connect('caller') };
    const { caller, callee, between } = world;
    const clients = [caller, callee, between.caller, between.callee];
    await Promise.all(clients.map((client) => client.open()));
    return world;
  }

  /** The callee takes every call. */
  listen(options) {
    WatchedCall.listen(
      this.callee,
      (call) => {
        this.incoming = call;
        void call.answer();
      },
      this.#with(options),
    );
  }

  place(options) {
    this.outgoing = WatchedCall.place(this.caller, 'callee', this.#with(options));
  }

  #with(options) {
    return { iceServers: [], localStream: this.#stream.clone(), ...options };
  }

  get calls() {
    return [this.outgoing, this.incoming].filter((call) => call !== null);
  }

  /** Both dial and answer; resolves when every call is over, or `isLost()`. */
  async play(options, isLost = () => false) {
    this.listen(options);
    this.place(options);
    await until(
      async () => this.calls.every(({ state }) => state === 'ended') || (await isLost()),
      'the end of the calls',
    );
  }

  /** Resolves when both are connected. */
  async connected(options) {
    this.listen(options);
    this.place(options);
    await until(() => this.isConnected, 'two connected calls');
  }

  get isConnected() {
    return this.calls.length === 2 && this.calls.every(({ state }) => state === 'connected');
  }

  get summary() {
    return {
      caller: this.outgoing.summary,
      // It has not rung if there is none.
      callee: this.incoming?.summary ?? null,
    };
  }
}
