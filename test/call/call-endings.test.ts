import { expect } from '@open-wc/testing';
import { type PeerCall } from '../../src/call/peer-call.js';
import { DEADLINE_GRACE_MS } from '../../src/internal/timer.js';
import {
  advanceUntil,
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
} from '../support/call-fixture.js';

describe('PeerCall: how it ends', () => {
  const calls = useCalls();

  it('ends with timeout on both sides if nobody answers', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({}, { ...NO_DEVICES, clock });
    const startedAtMs = clock.now();
    const outgoing = calls.place(pair, { ...NO_DEVICES, clock });
    await advanceUntil(clock, () => pair.incoming.length === 1);
    const [incoming] = pair.incoming as [PeerCall];
    await reached(outgoing, 'ringing');
    await clock.advance(startedAtMs + 55_000 - clock.now());
    expect([outgoing.state, incoming.state]).to.deep.equal(['ringing', 'ringing']);
    await clock.advance(5_000);
    await endedWith(outgoing, 'timeout');
    await endedWith(incoming, 'timeout');
  });

  it('hears an answer that came while the own scripts stood still and the time to ring ran out', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({}, { ...NO_DEVICES, timing: { ringMs: 10 * 60_000 } });
    const outgoing = calls.place(pair, { ...NO_DEVICES, clock });
    await until(() => pair.incoming.length === 1);
    clock.standStill(5 * 60_000);
    await clock.advance(0);
    void pair.incoming[0]?.answer();
    await reached(outgoing, 'connected');
    await clock.advance(DEADLINE_GRACE_MS);
    expect(outgoing.state).to.equal('connected');
  });

  it('ends with timeout on the caller’s side if there is no sign of the callee', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({ intercept: () => 'drop' });
    const outgoing = calls.place(pair, { ...NO_DEVICES, clock, timing: { ringMs: 1_000 } });
    await clock.advance(999);
    expect(outgoing.state).to.equal('calling');
    await clock.advance(1);
    expect(outgoing.endReason).to.equal('timeout');
  });

  it('ends with signaling-failed if signaling is away for the whole time of ringing', async () => {
    const clock = calls.clock();
    const pair = await calls.pair();
    pair.alice.interrupt();
    const outgoing = calls.place(pair, { ...NO_DEVICES, clock });
    await clock.advance(60_000);
    expect(outgoing.endReason).to.equal('signaling-failed');
  });

  it('ends with connection-failed if no path is found in 20 s', async () => {
    const clock = calls.clock();
    const options = { ...NO_DEVICES, clock, iceTransportPolicy: 'relay' as const };
    const pair = await calls.pair({}, options);
    const outgoing = calls.place(pair, options);
    await advanceUntil(clock, () => pair.incoming.length === 1);
    const [incoming] = pair.incoming as [PeerCall];
    void incoming.answer();
    await advanceUntil(clock, () => outgoing.state === 'connecting');
    await advanceUntil(clock, () => outgoing.state === 'ended' && incoming.state === 'ended');
    expect([outgoing.endReason, incoming.endReason]).to.deep.equal([
      'connection-failed',
      'connection-failed',
    ]);
    expect([outgoing.error?.code, incoming.error?.code]).to.include('connection-failed');
  });

  for (const side of ['outgoing', 'incoming'] as const) {
    it(`tells the other side of a hang-up of the ${side} side although a fifth gets lost`, async () => {
      for (let seed = 1; seed <= 6; seed += 1) {
        const timing = { retransmitMs: 100 };
        const pair = await calls.pair({ seed, drop: 0.2 }, { ...NO_DEVICES, timing });
        const both = await calls.ring(pair, { ...NO_DEVICES, timing });
        both[side].hangup();
        const reason = side === 'outgoing' ? 'cancelled' : 'declined';
        await endedWith(both.outgoing, reason);
        await endedWith(both.incoming, reason);
        pair.stop();
      }
    });

    it(`tells the other side of a hang-up of the ${side} side with the relay cut`, async () => {
      const pair = await calls.pair();
      const both = await calls.connect(pair);
      pair.network.intercept = () => 'drop';
      both[side].hangup();
      await endedWith(both.outgoing, 'hangup');
      await endedWith(both.incoming, 'hangup');
    });

    it(`tells the other side why the ${side} side ended it, by the data channel alone`, async () => {
      const pair = await calls.pair();
      const both = await calls.connect(pair);
      pair.network.intercept = () => 'drop';
      both[side].hangup('verification-failed');
      await endedWith(both.outgoing, 'verification-failed');
      await endedWith(both.incoming, 'verification-failed');
    });

    it(`hears a hang-up if the page of the ${side} side just closes its connection`, async () => {
      const pair = await calls.pair();
      const both = await calls.connect(pair);
      const [caller, callee] = calls.guard.connections as [RTCPeerConnection, RTCPeerConnection];
      pair.network.intercept = () => 'drop';
      (side === 'outgoing' ? caller : callee).close();
      await endedWith(side === 'outgoing' ? both.incoming : both.outgoing, 'hangup');
    });
  }

  it('goes on without signaling once it is connected, and hangs up without it', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    pair.alice.close();
    pair.bob.close();
    await expectAlive(both);
    both.incoming.hangup();
    await endedWith(both.outgoing, 'hangup');
  });

  it('finds the other side although both addresses change at once', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    pair.alice.changeAddress('alice-2');
    pair.bob.changeAddress('bob-2');
    await until(() => both.outgoing.peerId === 'bob-2' && both.incoming.peerId === 'alice-2');
    await expectAlive(both);
  });

  it('ends when the page goes away', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    // The one event that both pages of this test share.
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await endedWith(both.outgoing, 'hangup');
    await endedWith(both.incoming, 'hangup');
  });

  it('ends on both sides although both hang up at once', async () => {
    const pair = await calls.pair({ latencyMs: 5 });
    const both = await calls.connect(pair);
    both.outgoing.hangup();
    both.incoming.hangup();
    expect([both.outgoing.endReason, both.incoming.endReason]).to.deep.equal(['hangup', 'hangup']);
    await calls.quiet(pair.network);
    expect(pair.network.inFlight).to.equal(0);
  });

  it('ends on both sides when the caller cancels while the callee accepts', async () => {
    for (const latencyMs of [0, 5, 20]) {
      const pair = await calls.pair({ latencyMs });
      const both = await calls.ring(pair);
      void both.incoming.answer();
      both.outgoing.hangup();
      await endedWith(both.outgoing, 'cancelled');
      await endedWith(both.incoming, 'cancelled');
      pair.stop();
    }
  });

  it('makes way for the next call at once', async () => {
    const pair = await calls.pair();
    for (let round = 0; round < 5; round += 1) {
      const both = await calls.ring(pair);
      await both.incoming.answer();
      await bothConnected(both);
      both[round % 2 === 0 ? 'outgoing' : 'incoming'].hangup();
      // Not waiting for the other side: it hears of the end and of the next call in order.
    }
    expect(pair.incoming).to.have.length(5);
    await reached(pair.incoming[4]!, 'ended');
  });
});
