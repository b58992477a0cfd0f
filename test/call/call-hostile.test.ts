import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import type { Envelope } from '../../src/link/envelope.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import {
  bothConnected,
  endedWith,
  eventsOf,
  expectAlive,
  LOCAL,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
  type Pair,
} from '../support/call-fixture.js';
import { CuttableCall, SlowCall } from '../support/cuttable-call.js';
import { FakeDevices } from '../support/fake-devices.js';
import { inviteMessage, PUBLIC_KEY } from '../support/sdp.js';
import { Stranger, type Victim } from '../support/stranger.js';

const ALICE: Victim = { address: 'alice', peer: 'bob' };
const BOB: Victim = { address: 'bob', peer: 'alice' };

interface Stage extends Pair {
  readonly stranger: Stranger;
  readonly outgoing: CuttableCall;
  readonly calls: { readonly incoming: CuttableCall[] };
  /** Lets the call go on from where it stands. */
  readonly goOn: () => void;
}

/** Whom the call would talk to, by its descriptions. */
const fingerprintsOf = ({ connections }: CuttableCall) =>
  connections.map(({ remoteDescription }) => remoteDescription?.sdp.match(/a=fingerprint:.*/g));

const inviteOf = (message: unknown) => (message as { seq?: number }).seq === 1;

describe('PeerCall: a third party who knows both addresses, the call id and all past messages', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let options: CallOptions;

  beforeEach(() => {
    devices = new FakeDevices(calls);
    options = { ...LOCAL, video: false, mediaDevices: devices };
  });

  /** A call in the given state, on which a stranger has listened in, and on one before it. */
  async function stage(phase: string): Promise<Stage> {
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
      if (phase === 'connecting') await reached(outgoing, 'connecting');
      if (phase === 'connected' || phase === 'reconnecting') {
        await bothConnected({ outgoing, incoming });
        await expectSound({ outgoing, incoming });
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
    await calls.quiet(pair.network);
    return { ...pair, stranger, outgoing, calls: heard, goOn };
  }

  /** Sound arrives on both sides, and goes on arriving. */
  async function expectSound({ outgoing, incoming }: ConnectedCalls): Promise<void> {
    for (const call of [outgoing, incoming]) {
      const { bytesReceived } = await call.getReport();
      let latest = bytesReceived;
      await until(() => {
        void call.getReport().then((report) => (latest = report.bytesReceived));
        const [track] = call.remoteStream?.getAudioTracks() ?? [];
        return track?.muted === false && latest > bytesReceived;
      }, 'sound');
    }
  }

  /** The call comes about, or goes on, between the two who made it, and ends when they say so. */
  async function expectUnharmed({ outgoing, calls: heard, goOn }: Stage): Promise<void> {
    goOn();
    await until(() => heard.incoming.length > 0, 'the call to ring');
    const incoming = heard.incoming[0]!;
    if (incoming.state === 'ringing') await incoming.answer();
    await bothConnected({ outgoing, incoming });
    expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob', 'alice']);
    expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
    await expectSound({ outgoing, incoming });
    await expectAlive({ outgoing, incoming });
    expect(heard.incoming).to.have.length(1);
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
  }

  for (const phase of ['calling', 'ringing', 'connecting', 'connected', 'reconnecting']) {
    describe(`while it is ${phase}`, () => {
      let now: Stage;
      let seen: string[][];
      let before: unknown[];

      const picture = () => {
        const both: PeerCall[] = [now.outgoing, ...now.calls.incoming];
        return both.map((call) => [
          call.state,
          call.peerId,
          call.id,
          call.remoteMedia,
          call.localMedia,
          fingerprintsOf(call as CuttableCall),
        ]);
      };

      beforeEach(async () => {
        now = await stage(phase);
        before = picture();
        seen = [now.outgoing, ...now.calls.incoming].map(eventsOf);
      });

      async function expectUntouched(): Promise<void> {
        await calls.quiet(now.network);
        // The quality is looked at every 2 s, whoever disturbs.
        const news = seen.flat().filter((event) => event !== 'qualitychange');
        expect(news).to.deep.equal([]);
        expect(picture()).to.deep.equal(before);
        await expectUnharmed(now);
      }

      it('is not touched by forgeries', async () => {
        const { sent } = now.network;
        await now.stranger.forge(now.outgoing.id, ALICE);
        // Who has not heard of the call yet can't tell who makes it: see below.
        if (phase !== 'calling') await now.stranger.forge(now.outgoing.id, BOB);
        const said = now.network.sent - sent;
        expect(said).to.be.greaterThan(500);
        await calls.quiet(now.network);
        // No more comes back to a stranger than it says.
        expect(now.network.sent - sent - said).to.be.at.most(said);
        await expectUntouched();
      }).timeout(40_000);

      it('is not touched by all messages once more, in any order, 1,000 times', async () => {
        await now.stranger.replay(
          // Whoever brings the invitation itself is the caller, as far as anybody can tell: see below.
          ({ to, message }) => phase === 'calling' && to === 'bob' && inviteOf(message),
        );
        await expectUntouched();
      }).timeout(40_000);

      it('does not give way to a call that claims to replace it', async () => {
        await now.stranger.intrude(now.outgoing.id, 'alice');
        // Somebody who is not in a call yet may be called by anybody.
        if (phase !== 'calling') await now.stranger.intrude(now.outgoing.id, 'bob');
        await expectUntouched();
      });
    });
  }

  it('does not come between two who are just moving', async () => {
    const now = await stage('connected');
    const { stranger, outgoing } = now;
    const incoming = now.calls.incoming[0]!;
    for (const [client, address] of [
      [now.alice, 'alice-2'],
      [now.bob, 'bob-2'],
    ] as const) {
      client.changeAddress(address);
      await stranger.replay();
      await stranger.forge(outgoing.id, { address: now.alice.id!, peer: now.bob.id! });
      await stranger.forge(outgoing.id, { address: now.bob.id!, peer: now.alice.id! });
      await until(() => outgoing.peerId === now.bob.id && incoming.peerId === now.alice.id);
    }
    await calls.quiet(now.network);
    expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob-2', 'alice-2']);
    await expectAlive({ outgoing, incoming });
  }).timeout(40_000);

  it('cannot talk from an address that one of the two has left', async () => {
    const now = await stage('connected');
    const { outgoing } = now;
    const incoming = now.calls.incoming[0]!;
    now.alice.changeAddress('alice-2');
    await until(() => incoming.peerId === 'alice-2');
    const heir = new Stranger(await calls.client(now.network, 'alice'), 'alice');
    heir.overheard.push(...now.stranger.overheard);
    await heir.replay();
    await heir.forge(outgoing.id, { address: 'bob', peer: 'alice-2' });
    await heir.forge(outgoing.id, { address: 'bob', peer: 'alice' });
    await calls.quiet(now.network);
    expect([outgoing.state, incoming.state]).to.deep.equal(['connected', 'connected']);
    expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob', 'alice-2']);
    await expectAlive({ outgoing, incoming });
  }).timeout(40_000);

  it('cannot bring back a call that is over, nor make its ends talk', async () => {
    const now = await stage('connected');
    now.outgoing.hangup();
    await endedWith(now.calls.incoming[0]!, 'hangup');
    await calls.quiet(now.network);
    const { sent } = now.network;
    const replayed = await now.stranger.replay();
    await calls.quiet(now.network);
    // A last word is acknowledged wherever it comes from: its sender may have moved.
    const lastWords = replayed.filter(({ message }) => (message as { final?: boolean }).final);
    const replies = now.network.sent - sent - replayed.length;
    expect(replies).to.be.at.most(lastWords.length);
    expect(now.calls.incoming).to.have.length(1);
    expect(now.calls.incoming[0]!.endReason).to.equal('hangup');
  });

  it('does not fill the memory with envelopes of calls that nobody has heard of', async () => {
    const now = await stage('connected');
    now.outgoing.hangup();
    await endedWith(now.calls.incoming[0]!, 'hangup');
    await calls.quiet(now.network);
    const [first, last] = [createCallId(), createCallId()];
    const early = (callId: string) =>
      now.stranger.tell('bob', { v: 2, callId, seq: 2, ack: 0, payload: '{"type":"hangup"}' });
    await early(first);
    for (let count = 0; count < 1_000; count += 1) await early(createCallId());
    await early(last);
    const rings = async (callId: string) => {
      const { length } = now.calls.incoming;
      const payload = JSON.stringify(inviteMessage());
      await now.stranger.tell('bob', { v: 2, callId, seq: 1, ack: 0, payload, key: PUBLIC_KEY });
      await calls.quiet(now.network);
      return now.calls.incoming.length > length;
    };
    // What came before the invitation of the latest call is known, what came before that of the first is forgotten.
    expect(await rings(last), 'cancelled before it rang').to.equal(false);
    expect(await rings(first)).to.equal(true);
  });

  describe('who has its invitation before the peer has', () => {
    async function stolen(): Promise<{ now: Stage; copy: Envelope }> {
      const now = await stage('calling');
      const invitation = now.stranger.overheard.findLast(
        ({ to, message }) => to === 'bob' && inviteOf(message),
      );
      const copy = { ...(invitation!.message as object as Envelope), address: 'mallory' };
      return { now, copy };
    }

    // Nobody can tell the caller from somebody with its invitation, except by what it can do with the answer.
    it('is left out of the call that it makes ring', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', copy);
      await until(() => now.calls.incoming.length === 1);
      await expectComesAbout(now);
    });

    it('cannot end the call that it has made ring', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', copy);
      await until(() => now.calls.incoming.length === 1);
      const payload = '{"type":"hangup","reason":"cancelled"}';
      await now.stranger.tell('bob', { ...copy, seq: 2, payload });
      await now.stranger.tell('bob', { ...copy, seq: 2, payload, final: true });
      await calls.quiet(now.network);
      await expectComesAbout(now);
    });

    it('cannot have the call refused', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', { ...copy, payload: JSON.stringify(inviteMessage('v=0')) });
      await now.stranger.tell('bob', { ...copy, key: undefined });
      await calls.quiet(now.network);
      await expectComesAbout(now);
    });

    /** Bob may have heard it ring for the stranger before. */
    async function expectComesAbout({ outgoing, calls: heard, goOn }: Stage): Promise<void> {
      goOn();
      const answered = new Set<PeerCall>();
      await until(() => {
        for (const call of heard.incoming) {
          if (call.state !== 'ringing' || answered.has(call)) continue;
          answered.add(call);
          void call.answer();
        }
        return ['connected', 'ended'].includes(outgoing.state);
      }, 'the call to come about');
      expect([outgoing.state, outgoing.endReason]).to.deep.equal(['connected', null]);
      await reached(heard.incoming.at(-1)!, 'connected');
      expect(heard.incoming.at(-1)!.peerId).to.equal('alice');
    }
  });
});
