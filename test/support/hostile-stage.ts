import { expect } from '@open-wc/testing';
import type { PeerCall } from '../../src/call/peer-call.js';
import type { CallOptions, CallTiming } from '../../src/call/terms/call-options.js';
import {
  bothConnected,
  endedWith,
  eventsOf,
  expectAlive,
  LOCAL,
  reached,
  until,
  type CallFixture,
  type Pair,
} from './call-fixture.js';
import { CuttableCall, SlowCall } from './cuttable-call.js';
import { FakeDevices } from './fake-devices.js';
import { Stranger } from './stranger.js';
import { latestReport } from './latest-report.js';
import { describeConnections, NO_ANSWER, StuckConnectionError } from './stuck-connection.js';

export interface HostileStage extends Pair {
  readonly stranger: Stranger;
  readonly outgoing: CuttableCall;
  readonly calls: { readonly incoming: CuttableCall[] };
  /** Lets the call go on from where it stands. */
  readonly goOn: () => void;
}

/** When sound has not come for so long, it is asked why. */
const PATIENCE_MS = 15_000;

/** Whom the call would talk to, by its descriptions. */
const fingerprintsOf = ({ connections }: CuttableCall) =>
  connections.map(({ remoteDescription }) => remoteDescription?.sdp.match(/a=fingerprint:.*/g));

/** What an attack takes on a slow machine is none of the call's own deadlines. */
const PATIENT: Partial<CallTiming> = {
  ringMs: 600_000,
  setupMs: 600_000,
  setupRestartMs: 600_000,
  restartIntervalMs: 600_000,
  mediaDownMs: 600_000,
};

/** The states of a call that can be attacked. */
export const PHASES = ['calling', 'ringing', 'connecting', 'connected', 'reconnecting'] as const;

/** Makes calls that a third party has listened in on, and tells whether they come through what it does. */
export class HostileStages {
  readonly #calls: CallFixture;

  constructor(calls: CallFixture) {
    this.#calls = calls;
  }

  /** A call in the given state, on which a stranger has listened in, and on one before it. */
  async stage(phase: string): Promise<HostileStage> {
    const calls = this.#calls;
    const devices = new FakeDevices(calls);
    const options: CallOptions = { ...LOCAL, video: false, mediaDevices: devices, timing: PATIENT };
    const pair = await calls.pair();
    pair.stop();
    const stranger = new Stranger(await calls.client(pair.network, 'mallory'), 'mallory');
    let isHeldUp = false;
    stranger.overhear(pair.network, ({ from }) => isHeldUp && from === 'alice');
    const CallClass = phase === 'connecting' ? SlowCall : CuttableCall;
    const heard = calls.listen(CallClass, pair.bob, options);
    const earlier = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    await until(() => heard.incoming.length === 1);
    earlier.hangup();
    await endedWith(heard.incoming.shift()!, 'cancelled');
    await calls.quiet(pair.network);

    isHeldUp = phase === 'calling';
    const outgoing = calls.watch(CallClass.place(pair.alice, 'bob', options));
    const before = stranger.overheard.length;
    let goOn = () => undefined as void;
    if (phase === 'calling') {
      await until(() => stranger.overheard.length > before, 'an invitation that got lost');
      goOn = () => (isHeldUp = false);
    } else {
      await until(() => heard.incoming.length === 1);
      const incoming = heard.incoming[0]!;
      await reached(outgoing, 'ringing');
      if (phase !== 'ringing') await incoming.answer();
      if (phase === 'connecting') {
        await reached(outgoing, 'connecting');
        // Else these might come later, and look like the work of the attacker.
        const both = [outgoing, incoming];
        await until(() => both.every((call) => call.remoteStream && call.localStream), 'streams');
      }
      if (phase === 'connected' || phase === 'reconnecting') {
        await bothConnected({ outgoing, incoming });
        await this.expectSound([outgoing, incoming]);
      }
      for (const call of [outgoing, incoming]) {
        if (phase === 'reconnecting') call.pretend('failed');
      }
      goOn = () => {
        for (const call of [outgoing, incoming]) {
          if (call.connections.length > 0) call.tellTruth();
        }
      };
    }
    await until(() => outgoing.localStream !== null, 'the microphone of the caller');
    await calls.quiet(pair.network);
    return { ...pair, stranger, outgoing, calls: heard, goOn };
  }

  /** Sound arrives on both sides, and goes on arriving. */
  async expectSound(both: readonly CuttableCall[]): Promise<void> {
    let standing = '';
    const describe = async () => {
      standing = (await Promise.all(both.map(describeConnections))).join('\n');
      // Where the test is tried again, nobody would read it.
      console.warn(`Waits in vain for sound: ${standing}`);
    };
    const timer = setTimeout(() => void describe(), PATIENCE_MS);
    try {
      await this.#expectSound(both, () => standing);
    } catch (error) {
      if (!standing.includes(`connection ${NO_ANSWER}`)) throw error;
      throw new StuckConnectionError(String(error), { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  async #expectSound(both: readonly CuttableCall[], standing: () => string): Promise<void> {
    for (const call of both) {
      const { bytesReceived } = await call.getReport();
      const latest = latestReport(call);
      const received = () => latest()?.bytesReceived ?? 0;
      const track = () => call.remoteStream?.getAudioTracks()[0];
      await until(
        () => track()?.muted === false && received() > bytesReceived,
        () =>
          `sound in the ${call.direction} call, which is ${call.state}; its track is muted: ${track()?.muted}; ` +
          `bytes: ${received()} after ${bytesReceived}; sent: ${latest()?.bytesSent}\n${standing()}`,
      );
    }
  }

  /** The call comes about, or goes on, between the two who made it, and ends when they say so. */
  async expectUnharmed({ outgoing, calls: heard, goOn, alice, bob }: HostileStage): Promise<void> {
    goOn();
    await until(() => heard.incoming.length > 0, 'the call to ring');
    const incoming = heard.incoming[0]!;
    if (incoming.state === 'ringing') await incoming.answer();
    await bothConnected({ outgoing, incoming });
    expect([outgoing.peerId, incoming.peerId]).to.deep.equal([bob.id, alice.id]);
    expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
    await this.expectSound([outgoing, incoming]);
    await expectAlive({ outgoing, incoming });
    expect(heard.incoming).to.have.length(1);
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
  }

  /** What is to stay as it is, from now on. */
  watch(stage: HostileStage): { expectUntouched: () => Promise<void> } {
    const both: PeerCall[] = [stage.outgoing, ...stage.calls.incoming];
    const picture = () =>
      [stage.outgoing, ...stage.calls.incoming].map((call) => [
        call.state,
        call.peerId,
        call.id,
        call.remoteMedia,
        call.localMedia,
        fingerprintsOf(call),
      ]);
    const before = picture();
    const seen = both.map(eventsOf);
    return {
      expectUntouched: async () => {
        await this.#calls.quiet(stage.network);
        // The quality is looked at every 2 s, whoever disturbs.
        const news = seen.flat().filter((event) => event !== 'qualitychange');
        expect(news).to.deep.equal([]);
        expect(picture()).to.deep.equal(before);
        await this.expectUnharmed(stage);
      },
    };
  }

  /** What the forgeries were is to be seen in the report of each call that they reached. */
  async expectRejections({ outgoing, calls: { incoming } }: HostileStage): Promise<void> {
    for (const call of [outgoing, ...incoming]) {
      const { messagesRejected } = await call.getReport();
      expect(messagesRejected, `rejected by the ${call.direction} call`).to.be.greaterThan(0);
    }
  }

  /** Both get other addresses (only the caller, while the other knows of no call); somebody else gets those they had. */
  async move(now: HostileStage, both: boolean): Promise<Stranger[]> {
    const calls = this.#calls;
    const { network, alice, bob, stranger, outgoing } = now;
    const [incoming] = now.calls.incoming;
    alice.changeAddress('alice-2');
    await calls.quiet(network);
    if (both) {
      await until(() => incoming?.peerId === 'alice-2', 'the callee to follow');
      bob.changeAddress('bob-2');
      await until(() => outgoing.peerId === 'bob-2', 'the caller to follow');
    }
    await calls.quiet(network);
    const heirs = [];
    for (const address of both ? ['alice', 'bob'] : ['alice']) {
      const heir = new Stranger(await calls.client(network, address), address);
      heir.overheard.push(...stranger.overheard);
      heirs.push(heir);
    }
    return heirs;
  }
}
