import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import {
  advanceUntil,
  bothConnected,
  endedWith,
  eventsOf,
  expectAlive,
  LOCAL,
  NO_DEVICES,
  reached,
  statesOf,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { expectUncaught } from '../../support/uncaught.js';
import { mediaBytes, ringWarm, warm, WARM } from './warm-call.js';

describe('PeerCall: `warmUp`', () => {
  const calls = useCalls();

  it('connects while it rings, without a device and without a byte of media', async () => {
    const devices = new FakeDevices(calls);
    const callersDevices = new FakeDevices(calls);
    const both = await ringWarm(
      calls,
      { ...LOCAL, mediaDevices: devices, warmUp: true },
      { ...LOCAL, mediaDevices: callersDevices },
    );
    const { outgoing, incoming } = both;
    const events = [eventsOf(outgoing), eventsOf(incoming)];
    await warm(both);
    await until(() => outgoing.localStream?.getTracks().length === 2, 'the caller’s devices');
    await calls.quiet(both.pair.network);
    expect([outgoing.state, incoming.state]).to.deep.equal(['ringing', 'ringing']);
    expect(devices.requests).to.have.length(0);
    for (const call of [outgoing, incoming]) {
      const { connection } = call;
      expect(connection.getSenders().map(({ track }) => track)).to.deep.equal([
        null,
        null,
        null,
        null,
      ]);
      expect(await mediaBytes(connection)).to.equal(0);
      expect(call.remoteStream).to.equal(null);
    }
    expect(events[0]).not.to.include('remotestream');
    expect(events[1]).to.deep.equal([]);

    await incoming.answer();
    await bothConnected(both);
    await until(() => outgoing.remoteStream?.getVideoTracks().length === 1, 'the callee’s picture');
    await until(() => incoming.remoteStream?.getVideoTracks().length === 1, 'the caller’s picture');
    expect(outgoing.states).to.deep.equal(['ringing', 'connecting', 'connected']);
    expect(incoming.states).to.deep.equal(['connecting', 'connected']);
    expect([outgoing, incoming].map(({ connections }) => connections.length)).to.deep.equal([1, 1]);
    await until(() => outgoing.verificationCode && incoming.verificationCode, 'a code');
    expect(outgoing.verificationCode).to.deep.equal(incoming.verificationCode);
    await expectAlive(both);
  });

  it('has its acceptance over the connection itself, and nothing over the relay', async () => {
    const both = await ringWarm(calls);
    await warm(both);
    await calls.quiet(both.pair.network);
    both.pair.bob.interrupt();
    await both.incoming.answer();
    await bothConnected(both);
    const { relayMessagesSent } = await both.incoming.getReport();
    expect(relayMessagesSent, 'ringing, and the early answer').to.equal(2);
  });

  it('has its acceptance over the relay where the connection is down', async () => {
    const both = await ringWarm(calls);
    await warm(both);
    for (const call of [both.outgoing, both.incoming]) call.pretend('failed');
    await both.incoming.answer();
    await reached(both.outgoing, 'connecting');
    await reached(both.incoming, 'connecting');
    const restarted = ({ connection }: CuttableCall) => connection.signalingState !== 'stable';
    await until(() => restarted(both.outgoing) || restarted(both.incoming), 'a repair at once');
    for (const call of [both.outgoing, both.incoming]) call.tellTruth();
    await bothConnected(both);
    await expectAlive(both);
  });

  it('costs no message more than another call: five at most, ring to hang-up', async () => {
    const clock = calls.pacedClock();
    clock.speed = 0.05;
    const both = await ringWarm(calls, { ...WARM, clock }, { ...NO_DEVICES, clock });
    await warm(both);
    await both.incoming.answer();
    await bothConnected(both);
    both.outgoing.hangup();
    await endedWith(both.incoming, 'hangup');
    await calls.quiet(both.pair.network);
    const reports = await Promise.all(
      [both.outgoing, both.incoming].map((call) => call.getReport()),
    );
    const sent = reports.reduce((sum, { relayMessagesSent }) => sum + relayMessagesSent, 0);
    expect(sent).to.be.within(1, 5);
  });

  for (const [when, isThen] of Object.entries({
    'at once': () => true,
    'once it has a connection': (connection) => connection !== undefined,
    'while it takes the offer': (connection) => connection?.signalingState === 'have-remote-offer',
    'once it has a description': (connection) => connection?.localDescription,
    'while it connects': (connection) => connection?.connectionState !== 'new',
  } satisfies Record<string, (connection: RTCPeerConnection | undefined) => unknown>)) {
    it(`may be answered ${when}`, async () => {
      const both = await ringWarm(calls);
      const { incoming } = both;
      const isLate = () => incoming.connections[0]?.connectionState === 'connected';
      await until(() => isThen(incoming.connections[0]) || isLate(), when);
      await incoming.answer();
      await bothConnected(both);
      expect(incoming.connections).to.have.length(1);
      await expectAlive(both);
    });
  }

  for (const [what, act, reason] of [
    ['declined', ({ incoming }) => incoming.reject(), 'declined'],
    ['cancelled', ({ outgoing }) => outgoing.hangup(), 'cancelled'],
    ['hung up by the callee', ({ incoming }) => incoming.hangup('busy'), 'busy'],
  ] satisfies [string, (both: { outgoing: PeerCall; incoming: PeerCall }) => void, string][]) {
    it(`may be ${what} while it is warm, and hardly anything is left`, async () => {
      const both = await ringWarm(calls);
      await warm(both);
      act(both);
      await endedWith(both.outgoing, reason);
      await endedWith(both.incoming, reason);
      for (const { connections } of [both.outgoing, both.incoming]) {
        await until(() => connections[0]!.signalingState === 'closed');
      }
      expect(both.outgoing.remoteStream).to.equal(null);
    });
  }

  it('rings for as long as ever: neither set-up nor its repair is timed before the answer', async () => {
    const clock = calls.clock();
    const timing = { setupMs: 2_000, setupRestartMs: 1_000, ringMs: 60_000 };
    const options = { ...NO_DEVICES, clock, timing };
    const both = await ringWarm(calls, { ...options, warmUp: true }, options);
    await warm(both);
    const { sdp } = both.outgoing.connection.localDescription!;
    for (const call of [both.outgoing, both.incoming]) call.pretend('connecting');
    await clock.advance(30_000);
    expect([both.outgoing.state, both.incoming.state]).to.deep.equal(['ringing', 'ringing']);
    expect(both.outgoing.connection.localDescription!.sdp).to.equal(sdp);
    await advanceUntil(clock, () => both.outgoing.state === 'ended');
    expect(both.outgoing.endReason).to.equal('timeout');
    await endedWith(both.incoming, 'timeout');
  });

  it('fails in its set-up time, which runs from the answer', async () => {
    const clock = calls.clock();
    const timing = { setupMs: 2_000, setupRestartMs: 1_000 };
    const options = { ...NO_DEVICES, clock, timing };
    const both = await ringWarm(calls, { ...options, warmUp: true }, options);
    await warm(both);
    await clock.advance(10_000);
    for (const call of [both.outgoing, both.incoming]) call.pretend('connecting');
    await both.incoming.answer();
    await advanceUntil(clock, () => both.outgoing.state === 'ended');
    expect(both.outgoing.states).to.deep.equal(['ringing', 'connecting', 'ended']);
    expect(both.outgoing.endReason).to.equal('connection-failed');
  });

  it('ends a warm call that is placed anew, as after a reload', async () => {
    const both = await ringWarm(calls);
    await warm(both);
    const again = calls.watch(CuttableCall.place(both.pair.alice, 'bob', NO_DEVICES));
    await endedWith(both.incoming, 'replaced');
    await reached(again, 'ringing');
    both.outgoing.hangup();
  });

  it('answers it when the callee dials the caller', async () => {
    const both = await ringWarm(calls);
    await warm(both);
    const dialled = CuttableCall.place(both.pair.bob, 'alice', NO_DEVICES);
    expect(dialled).to.equal(both.incoming);
    await bothConnected(both);
  });

  it('goes well where both dial each other: they are not asked, and one call comes of it', async () => {
    const pair = await calls.pair();
    pair.stop();
    calls.listen(CuttableCall, pair.bob, WARM);
    calls.listen(CuttableCall, pair.alice, WARM);
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', NO_DEVICES));
    const incoming = calls.watch(CuttableCall.place(pair.bob, 'alice', NO_DEVICES));
    await bothConnected({ outgoing, incoming });
    expect(outgoing.id).to.equal(incoming.id);
    await expectAlive({ outgoing, incoming });
  });

  it('moves with the callee’s address while it is warm', async () => {
    const both = await ringWarm(calls);
    await warm(both);
    both.pair.bob.interrupt();
    both.pair.bob.restore('bob has moved');
    await both.incoming.answer();
    await bothConnected(both);
    await expectAlive(both);
  });

  it('connects nobody before the answer where it is off, which it is by default', async () => {
    for (const warmUp of [undefined, null, false]) {
      const both = await ringWarm(calls, { ...NO_DEVICES, warmUp });
      await reached(both.outgoing, 'ringing');
      await calls.quiet(both.pair.network);
      expect(both.incoming.connections).to.have.length(0);
      await both.incoming.answer();
      await bothConnected(both);
      both.outgoing.hangup();
    }
  });

  describe('as a function', () => {
    it('decides by the caller’s address, once for a call, after the app has heard of it', async () => {
      const asked: string[] = [];
      const warmUp = (from: string) => asked.push(from) > 0 && from === 'alice';
      const both = await ringWarm(calls, { ...NO_DEVICES, warmUp });
      await warm(both);
      expect(asked).to.deep.equal(['alice']);
    });

    for (const [what, warmUp] of Object.entries({
      'says no': () => false,
      'gives a promise, which is no answer': () => Promise.resolve(true) as unknown as boolean,
      throws: (): boolean => {
        throw new Error('no such contact');
      },
    } satisfies Record<string, (from: string) => boolean>)) {
      it(`connects nobody where it ${what}`, async () => {
        const uncaught = expectUncaught(calls, /no such contact/);
        const both = await ringWarm(calls, { ...NO_DEVICES, warmUp });
        await reached(both.outgoing, 'ringing');
        await calls.quiet(both.pair.network);
        expect(both.incoming.connections).to.have.length(0);
        expect(uncaught.count).to.equal(what === 'throws' ? 1 : 0);
        await both.incoming.answer();
        await bothConnected(both);
      });
    }

    it('is not asked where the app has answered at once', async () => {
      const pair = await calls.pair();
      pair.stop();
      let asked = 0;
      const warmUp = () => (asked += 1) > 0;
      const stop = PeerCall.listen(pair.bob, (call) => void calls.watch(call).answer(), {
        ...NO_DEVICES,
        warmUp,
      });
      calls.cleanUp(stop);
      const outgoing = calls.place(pair);
      const states = statesOf(outgoing);
      await reached(outgoing, 'connected');
      expect(asked).to.equal(0);
      expect(states.at(-1)).to.equal('connected');
    });
  });
});
