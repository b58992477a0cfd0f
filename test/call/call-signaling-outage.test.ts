import { expect } from '@open-wc/testing';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { SignalingClient } from '../../src/signaling/signaling-client.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import sinon from 'sinon';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type Pair,
} from '../support/call-fixture.js';
import { CuttableCall, SlowCall } from '../support/cuttable-call.js';

const OPTIONS = { ...NO_DEVICES, timing: { retransmitMs: 200, ackDelayMs: 50 } };

interface Call extends Omit<Pair, 'incoming'> {
  readonly outgoing: CuttableCall;
  readonly heard: CuttableCall[];
}

describe('PeerCall: signaling breaks', () => {
  const calls = useCalls();

  async function place(CallClass = CuttableCall): Promise<Call> {
    const pair = await calls.pair();
    pair.stop();
    const { incoming: heard } = calls.listen(CallClass, pair.bob, OPTIONS);
    const outgoing = calls.watch(CallClass.place(pair.alice, 'bob', OPTIONS));
    return { ...pair, outgoing, heard };
  }

  async function connected(): Promise<Call & { incoming: CuttableCall }> {
    const call = await place();
    await until(() => call.heard.length === 1);
    const incoming = call.heard[0]!;
    await incoming.answer();
    await bothConnected({ outgoing: call.outgoing, incoming });
    for (const { states } of [call.outgoing, incoming]) states.length = 0;
    return { ...call, incoming };
  }

  const clientsOf = ({ alice, bob }: Call) => ({
    caller: [alice],
    callee: [bob],
    both: [alice, bob],
  });

  for (const side of ['caller', 'callee', 'both'] as const) {
    it(`is no matter of the call, which stays connected, for the ${side}`, async () => {
      const call = await connected();
      const { outgoing, incoming } = call;
      const clients = clientsOf(call)[side];
      for (const client of clients) client.interrupt();
      await expectAlive({ outgoing, incoming });
      await outgoing.setMicrophoneEnabled(true);
      await until(() => incoming.remoteMedia.microphone);
      for (const client of clients) client.restore();
      await until(
        () => outgoing.peerId === call.bob.id && incoming.peerId === call.alice.id,
        'the new addresses',
      );
      await expectAlive({ outgoing, incoming });
      expect([outgoing.states, incoming.states]).to.deep.equal([[], []]);
      expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
    });

    it(`does not keep a hang-up from arriving, for the ${side}`, async () => {
      const call = await connected();
      for (const client of clientsOf(call)[side]) client.interrupt();
      call.outgoing.hangup();
      await endedWith(call.incoming, 'hangup');
    });
  }

  it('is no matter of the call although it never comes back', async () => {
    const { alice, bob, outgoing, incoming } = await connected();
    alice.close();
    bob.close();
    await expectAlive({ outgoing, incoming });
    expect([outgoing.states, incoming.states]).to.deep.equal([[], []]);
    incoming.hangup();
    await endedWith(outgoing, 'hangup');
  });

  it('is no hang-up although the relay does not know the peer any more', async () => {
    const { alice, bob, outgoing, incoming } = await connected();
    const reports: string[] = [];
    alice.addEventListener('undeliverable', ({ to, code }) => reports.push(`${to} ${code}`));
    bob.interrupt();
    for (let count = 0; count < 5; count += 1) await alice.send('bob', 'are you there?');
    // The call's own messages may be among them.
    await until(() => reports.length >= 5);
    expect(new Set(reports)).to.deep.equal(new Set(['bob peer-unavailable']));
    await expectAlive({ outgoing, incoming });
    expect([outgoing.states, incoming.states]).to.deep.equal([[], []]);
    expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
  });

  it('is no hang-up either while the path is being repaired', async () => {
    const { alice, bob, outgoing, incoming } = await connected();
    const reports: string[] = [];
    alice.addEventListener('undeliverable', ({ code }) => reports.push(code));
    bob.interrupt();
    outgoing.pretend('failed');
    outgoing.sendMessage('are you there?');
    await until(() => reports.length > 0);
    expect(outgoing.states).to.deep.equal(['reconnecting']);
    outgoing.tellTruth();
    await expectAlive({ outgoing, incoming });
  });

  it('is asked not to wait any longer when somebody calls, and only then', async () => {
    const { alice } = await calls.pair();
    const probe = sinon.spy(SignalingClient.prototype, 'probe');
    const call = calls.watch(CuttableCall.place(alice, 'bob', OPTIONS));
    expect(probe.callCount).to.equal(0);
    call.hangup();
    alice.interrupt();
    calls.watch(CuttableCall.place(alice, 'bob', OPTIONS));
    expect(probe.callCount).to.equal(1);
    probe.restore();
  });

  describe('for a moment, and gives another address', () => {
    /** Loses the connection, and has it again under another address. */
    async function move(client: MemorySignalingClient): Promise<void> {
      client.interrupt();
      expect([client.state, client.id]).to.deep.equal(['reconnecting', client.id]);
      await calls.quiet(networkOf);
      client.restore(`${client === aliceOf ? 'alice' : 'bob'}-2`);
    }
    let networkOf: Pair['network'];
    let aliceOf: MemorySignalingClient;

    async function expectAnswered({ outgoing, heard, alice, bob }: Call): Promise<void> {
      await until(() => heard.length > 0, 'the call to ring');
      const incoming = heard[0]!;
      if (incoming.state === 'ringing') await incoming.answer();
      await bothConnected({ outgoing, incoming });
      await until(() => outgoing.peerId === bob.id && incoming.peerId === alice.id);
      await expectAlive({ outgoing, incoming });
      expect(heard).to.have.length(1);
      expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
    }

    async function begin(CallClass = CuttableCall): Promise<Call> {
      const call = await place(CallClass);
      networkOf = call.network;
      aliceOf = call.alice;
      return call;
    }

    it('to the caller while it is calling', async () => {
      const call = await begin();
      let lost = 0;
      call.network.intercept = ({ from }) => {
        if (from !== 'alice') return 'pass';
        lost += 1;
        return 'drop';
      };
      await until(() => lost > 0, 'an invitation that gets lost');
      await move(call.alice);
      await expectAnswered(call);
    });

    it('to the caller before it has heard that it rings', async () => {
      const call = await begin();
      call.network.intercept = ({ to }) => (to === 'alice' ? 'drop' : 'pass');
      await until(() => call.heard.length === 1);
      await calls.quiet(call.network);
      expect(call.outgoing.state).to.equal('calling');
      call.network.intercept = null;
      await move(call.alice);
      await expectAnswered(call);
    });

    for (const [side, clientOf] of [
      ['caller', ({ alice }: Call) => alice],
      ['callee', ({ bob }: Call) => bob],
    ] as const) {
      it(`to the ${side} while it rings`, async () => {
        const call = await begin();
        await reached(call.outgoing, 'ringing');
        await move(clientOf(call));
        await expectAnswered(call);
      });

      it(`to the ${side} while it is connecting`, async () => {
        const call = await begin(SlowCall);
        await until(() => call.heard.length === 1);
        await call.heard[0]!.answer();
        await reached(call.outgoing, 'connecting');
        await move(clientOf(call));
        for (const slow of [call.outgoing, call.heard[0]!]) slow.tellTruth();
        await expectAnswered(call);
      });

      it(`to the ${side} while it is connected`, async () => {
        const call = await begin();
        await until(() => call.heard.length === 1);
        await call.heard[0]!.answer();
        await bothConnected({ outgoing: call.outgoing, incoming: call.heard[0]! });
        await move(clientOf(call));
        await expectAnswered(call);
        expect([...call.outgoing.states, ...call.heard[0]!.states]).not.to.include('reconnecting');
      });

      it(`to the ${side} while it is reconnecting, with the data channel cut`, async () => {
        const call = await begin();
        await until(() => call.heard.length === 1);
        const both: PeerCall[] = [call.outgoing, call.heard[0]!];
        await call.heard[0]!.answer();
        await bothConnected({ outgoing: call.outgoing, incoming: call.heard[0]! });
        for (const cut of both) (cut as CuttableCall).pretend('failed');
        await move(clientOf(call));
        await until(
          () => call.outgoing.peerId === call.bob.id && call.heard[0]!.peerId === call.alice.id,
          'the new address, over the relay',
        );
        for (const cut of both) (cut as CuttableCall).tellTruth();
        await expectAnswered(call);
      });
    }
  });

  describe('for both at the same moment, with the data channel dead', () => {
    const TIMING = { ...OPTIONS.timing, peerGoneMs: 300, resolveIntervalMs: 50 };

    /** Both are under new addresses, and neither hears of the other's. */
    function bothMove({ alice, bob }: Pick<Pair, 'alice' | 'bob'>): void {
      for (const client of [alice, bob]) client.interrupt();
      for (const client of [alice, bob]) client.restore();
    }

    function cut({ outgoing, incoming }: { outgoing: CuttableCall; incoming: CuttableCall }): void {
      for (const call of [outgoing, incoming]) {
        // Nothing that is sent over it arrives.
        call.connection.close();
        call.pretend('failed');
      }
    }

    async function connectedWith({ resolvePeer, timing = TIMING }: CallOptions) {
      const pair = await calls.pair();
      pair.stop();
      const options = { ...OPTIONS, timing, resolvePeer };
      const { incoming: heard } = calls.listen(CuttableCall, pair.bob, options);
      const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
      await until(() => heard.length === 1);
      const incoming = heard[0]!;
      await incoming.answer();
      await bothConnected({ outgoing, incoming });
      return { ...pair, outgoing, incoming };
    }

    it('is what a stateless relay can’t mend: the call is lost, and says that the peer is gone', async () => {
      const call = await connectedWith({ timing: { ...TIMING, mediaDownMs: 5_000 } });
      cut(call);
      bothMove(call);
      await endedWith(call.outgoing, 'connection-lost');
      await endedWith(call.incoming, 'connection-lost');
      expect(call.outgoing.error?.diagnosis).to.deep.equal({ cause: 'peer-gone', side: 'remote' });
    });

    it('is mended by an app that knows where the peer is', async () => {
      const asked: unknown[] = [];
      const pair: { alice?: MemorySignalingClient; bob?: MemorySignalingClient } = {};
      const call = await connectedWith({
        resolvePeer: (lost) => {
          asked.push(lost);
          return (lost.direction === 'outgoing' ? pair.bob : pair.alice)?.id ?? null;
        },
      });
      Object.assign(pair, { alice: call.alice, bob: call.bob });
      cut(call);
      bothMove(call);
      await bothConnected(call);
      expect([call.outgoing.peerId, call.incoming.peerId]).to.deep.equal([
        call.bob.id,
        call.alice.id,
      ]);
      await expectAlive(call);
      expect(asked.every((lost) => lost === call.outgoing || lost === call.incoming)).to.equal(
        true,
      );
      expect(asked).not.to.have.length(0);
    });

    it('is told by an error event if the app fails, and asked again', async () => {
      let failures = 0;
      const call = await connectedWith({
        resolvePeer: () => {
          failures += 1;
          throw new Error('No storage today.');
        },
      });
      const codes: (string | undefined)[] = [];
      call.outgoing.addEventListener('error', ({ error }) => codes.push(error.code));
      cut(call);
      bothMove(call);
      await until(() => failures > 2, 'another question');
      expect(codes).to.include('resolve-failed');
      expect(call.outgoing.state).to.equal('reconnecting');
    });

    for (const phase of ['ringing', 'connecting'] as const) {
      it(`ends a call that is ${phase}, soon, and on both sides`, async () => {
        const pair = await calls.pair();
        pair.stop();
        const options = { ...OPTIONS, timing: TIMING };
        const { incoming: heard } = calls.listen(SlowCall, pair.bob, options);
        const outgoing = calls.watch(SlowCall.place(pair.alice, 'bob', options));
        await reached(outgoing, 'ringing');
        const incoming = heard[0]!;
        if (phase === 'connecting') {
          await incoming.answer();
          await reached(outgoing, 'connecting');
          for (const call of [outgoing, incoming]) call.connection.close();
        }
        bothMove(pair);
        await endedWith(outgoing, 'peer-unavailable');
        await endedWith(incoming, 'peer-unavailable');
        const { diagnosis } = outgoing.error!;
        expect(diagnosis).to.deep.equal({ cause: 'peer-gone', side: 'remote' });
      });
    }
  });
});
