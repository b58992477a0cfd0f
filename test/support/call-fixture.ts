import { expect } from '@open-wc/testing';
import { PeerCall, type PeerCallClass } from '../../src/call/peer-call.js';
import type { CallEventMap } from '../../src/call/terms/call-events.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import type { CallState } from '../../src/call/terms/call-state.js';
import { createMemorySignaling, type MemorySignalingOptions } from '../../src/testing.js';
import type { MemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { CryptoWatch } from './crypto-watch.js';
import { LeakGuard } from './leak-guard.js';
import { ManualClock } from './manual-clock.js';
import { PacedClock } from './paced-clock.js';
import { SecretGuard } from './secret-guard.js';
import { until } from './until.js';

export { until } from './until.js';

/** No STUN, so that nothing leaves the machine. */
export const LOCAL: CallOptions = { iceServers: [] };

/** No devices either: calls of the state machine alone, which still make real connections. */
export const NO_DEVICES: CallOptions = { ...LOCAL, audio: false, video: false };

/** Longer than anything of a call that has ended may still be waiting for. */
const AFTERLIFE_MS = 60_000;

export interface Pair {
  readonly network: MemorySignaling;
  readonly alice: MemorySignalingClient;
  readonly bob: MemorySignalingClient;
  /** Bob's incoming calls, in order. */
  readonly incoming: PeerCall[];
  /** Stops Bob from listening. */
  readonly stop: () => void;
}

export interface ConnectedCalls {
  readonly outgoing: PeerCall;
  readonly incoming: PeerCall;
}

/**
 * Calls for the tests of one `describe`. After each test every call that was made here is ended, and the test fails if
 * anything of it is left.
 */
export class CallFixture {
  guard = new LeakGuard();
  readonly webCrypto = new CryptoWatch();
  readonly secrets = new SecretGuard();
  readonly #calls: PeerCall[] = [];
  readonly #clocks: ManualClock[] = [];
  readonly #networks: MemorySignaling[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  readonly #lastCleanups: (() => unknown)[] = [];
  readonly #endings = new Map<PeerCall, number>();

  begin(): void {
    this.guard = new LeakGuard();
    this.guard.install();
    this.webCrypto.install();
    this.secrets.install();
  }

  async end(): Promise<void> {
    try {
      for (const cleanup of this.#cleanups.splice(0)) await cleanup();
      const calls = this.#calls.splice(0);
      for (const call of calls) call.hangup();
      for (const clock of this.#clocks.splice(0)) {
        await clock.advance(AFTERLIFE_MS);
        expect(clock.pending, 'timers left').to.equal(0);
      }
      for (const network of this.#networks.splice(0)) await network.settled();
      for (const call of calls) {
        expect(call.state).to.equal('ended');
        expect(this.#endings.get(call), `'ended' events of a call`).to.equal(1);
      }
      await this.guard.check();
      this.secrets.check();
    } finally {
      for (const cleanup of this.#lastCleanups.splice(0)) await cleanup();
      this.secrets.uninstall();
      this.webCrypto.uninstall();
      this.guard.uninstall();
      this.#endings.clear();
    }
  }

  /** A clock that must have no timer left in the end. */
  clock(): ManualClock {
    const clock = new ManualClock();
    this.#clocks.push(clock);
    return clock;
  }

  /** The same, and it goes by itself, but not on when the page has no time. */
  pacedClock(): PacedClock {
    const clock = new PacedClock();
    this.#clocks.push(clock);
    this.cleanUp(() => clock.stop());
    return clock;
  }

  /** Resolves when everything that was sent has arrived and been handled, replies included. */
  async quiet(network: MemorySignaling): Promise<void> {
    await this.webCrypto.idle(() => network.inFlight > 0);
  }

  /** Runs after the test, before anything is checked. */
  cleanUp(cleanup: () => unknown): void {
    this.#cleanups.push(cleanup);
  }

  /** Runs when everything has been ended and checked. */
  cleanUpLast(cleanup: () => unknown): void {
    this.#lastCleanups.push(cleanup);
  }

  /** Ends `call` after the test, counts its ends, and fails the test if anything happens to it after its end. */
  watch<Call extends PeerCall>(call: Call): Call {
    if (this.#calls.includes(call)) return call;
    this.#calls.push(call);
    this.#endings.set(call, 0);
    call.addEventListener('statechange', ({ state }) => {
      if (state === 'ended') this.#endings.set(call, (this.#endings.get(call) ?? 0) + 1);
    });
    return call;
  }

  place(pair: Pick<Pair, 'alice'>, options: CallOptions = NO_DEVICES, peerId = 'bob'): PeerCall {
    return this.watch(PeerCall.place(pair.alice, peerId, options));
  }

  network(options: MemorySignalingOptions = {}): MemorySignaling {
    const network = createMemorySignaling(options);
    if (options.clock === undefined) this.#networks.push(network);
    return network;
  }

  async client(network: MemorySignaling, id: string): Promise<MemorySignalingClient> {
    const client = network.connect(id);
    await client.open();
    return client;
  }

  /** Alice and Bob on one network. Bob listens; his calls are in `incoming`. */
  async pair(
    options: MemorySignalingOptions = {},
    bobOptions: CallOptions = NO_DEVICES,
  ): Promise<Pair> {
    const network = this.network(options);
    const alice = await this.client(network, 'alice');
    const bob = await this.client(network, 'bob');
    return { network, alice, bob, ...this.listen(PeerCall, bob, bobOptions) };
  }

  /** Makes `client` listen with this class. Its calls are in `incoming`, in order. */
  listen<Call extends PeerCall>(
    CallClass: PeerCallClass<Call> & Pick<typeof PeerCall, 'listen'>,
    client: MemorySignalingClient,
    options: CallOptions = NO_DEVICES,
  ): { readonly incoming: Call[]; readonly stop: () => void } {
    const incoming: Call[] = [];
    const stop = CallClass.listen(client, (call) => incoming.push(this.watch(call)), options);
    this.cleanUp(stop);
    return { incoming, stop };
  }

  /** A call from Alice that rings on Bob's side. */
  async ring(pair: Pair, options: CallOptions = NO_DEVICES): Promise<ConnectedCalls> {
    const before = pair.incoming.length;
    const outgoing = this.place(pair, options);
    await until(() => pair.incoming.length > before, 'an incoming call');
    return { outgoing, incoming: pair.incoming.at(-1) as PeerCall };
  }

  /** A call from Alice that Bob has answered, connected on both sides. */
  async connect(pair: Pair, options: CallOptions = NO_DEVICES): Promise<ConnectedCalls> {
    const calls = await this.ring(pair, options);
    await calls.incoming.answer();
    await bothConnected(calls);
    return calls;
  }
}

/** Gives the tests of the surrounding `describe` their calls, and checks after each of them that nothing is left. */
export function useCalls(): CallFixture {
  const fixture = new CallFixture();
  beforeEach(() => fixture.begin());
  afterEach(() => fixture.end());
  return fixture;
}

/** Resolves when the call is in one of the states. Fails at once if it ends in another way. */
export async function reached(call: PeerCall, ...states: CallState[]): Promise<void> {
  await until(
    () => states.includes(call.state) || call.state === 'ended',
    `${call.direction} call to be ${states.join()}; it is ${call.state}`,
  );
  if (!states.includes(call.state)) {
    throw new Error(`Call ended ${call.endReason}: ${call.error?.message ?? 'no error'}`);
  }
}

export async function bothConnected({ outgoing, incoming }: ConnectedCalls): Promise<void> {
  await Promise.all([reached(outgoing, 'connected'), reached(incoming, 'connected')]);
}

/** Resolves once the call has ended, and checks why. */
export async function endedWith(call: PeerCall, reason: string): Promise<void> {
  await until(() => call.state === 'ended', `call to end ${reason}`);
  expect(call.endReason).to.equal(reason);
}

/** The states that the call enters from now on. */
export function statesOf(call: PeerCall): CallState[] {
  const states: CallState[] = [];
  call.addEventListener('statechange', ({ state }) => states.push(state));
  return states;
}

/** The names of the events of `call`, from now on. */
export function eventsOf(call: PeerCall): string[] {
  const names: (keyof CallEventMap)[] = [
    'statechange',
    'localstream',
    'remotestream',
    'message',
    'localmedia',
    'remotemedia',
    'qualitychange',
    'error',
  ];
  const seen: string[] = [];
  for (const name of names) {
    call.addEventListener(name, () =>
      seen.push(name === 'statechange' ? `statechange:${call.state}` : name),
    );
  }
  return seen;
}

/** What arrives in `message` events from now on. */
export function messagesOf(call: PeerCall): string[] {
  const messages: string[] = [];
  call.addEventListener('message', ({ data }) => messages.push(data));
  return messages;
}

/** Checks that the call still carries data, both ways. */
export async function expectAlive({ outgoing, incoming }: ConnectedCalls): Promise<void> {
  expect([outgoing.state, incoming.state]).to.deep.equal(['connected', 'connected']);
  const there = messagesOf(incoming);
  const back = messagesOf(outgoing);
  outgoing.sendMessage('are you there?');
  incoming.sendMessage('yes');
  await until(() => there.includes('are you there?') && back.includes('yes'), 'an echo');
}

/** Moves `clock` on until `condition` holds; the browser works in between. */
export async function advanceUntil(
  clock: ManualClock,
  condition: () => unknown,
  what = String(condition),
): Promise<void> {
  const stepMs = 20;
  await until(() => {
    void clock.advance(stepMs);
    return condition();
  }, what);
}
