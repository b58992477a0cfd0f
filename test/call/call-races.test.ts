import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  statesOf,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { CuttableCall, SlowCall } from '../support/cuttable-call.js';

describe('PeerCall: at awkward moments', () => {
  const calls = useCalls();

  it('may be answered, declined or hung up from within onIncoming', async () => {
    const pair = await calls.pair();
    pair.stop();
    const cases = [
      [(call: PeerCall) => void call.answer(), 'connected'],
      [(call: PeerCall) => call.reject(), 'declined'],
      [(call: PeerCall) => call.hangup('busy'), 'busy'],
    ] as const;
    for (const [act, outcome] of cases) {
      const stop = PeerCall.listen(pair.bob, (call) => act(calls.watch(call)), NO_DEVICES);
      const outgoing = calls.place(pair);
      if (outcome === 'connected') {
        await reached(outgoing, 'connected');
        outgoing.hangup();
      } else await endedWith(outgoing, outcome);
      stop();
    }
  });

  it('may be placed anew from within the end of another', async () => {
    const pair = await calls.pair();
    const first = await calls.ring(pair);
    const next: PeerCall[] = [];
    first.outgoing.addEventListener('statechange', ({ state }) => {
      if (state === 'ended') next.push(calls.place(pair));
    });
    first.incoming.reject();
    await until(() => next.length === 1);
    await reached(next[0]!, 'ringing');
    expect(pair.incoming).to.have.length(2);
  });

  it('is answered once although it is answered twice at the same time', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair);
    const results = await Promise.allSettled([both.incoming.answer(), both.incoming.answer()]);
    expect(results.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected']);
    await bothConnected(both);
    expect(calls.guard.connections).to.have.length(2);
  });

  it('can’t be answered once the caller has cancelled, even in the same turn', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair);
    let result: unknown = null;
    both.incoming.addEventListener('statechange', () => {
      void both.incoming.answer().catch((error: unknown) => (result = error));
    });
    both.outgoing.hangup();
    await endedWith(both.incoming, 'cancelled');
    await until(() => result !== null);
    expect((result as { code: string }).code).to.equal('invalid-state');
    expect(calls.guard.connections).to.have.length(1);
  });

  it('stops listening, and may listen again', async () => {
    const pair = await calls.pair();
    pair.stop();
    pair.stop();
    const missed = calls.place(pair);
    await until(() => calls.guard.connections.length === 1);
    await until(() => pair.network.sent > 0);
    await calls.quiet(pair.network);
    expect(missed.state).to.equal('calling');
    missed.hangup();
    const heard: PeerCall[] = [];
    const stop = PeerCall.listen(pair.bob, (call) => heard.push(calls.watch(call)), NO_DEVICES);
    calls.cleanUp(stop);
    pair.stop();
    await reached(calls.place(pair), 'ringing');
    expect(heard.filter(({ state }) => state === 'ringing')).to.have.length(1);
  });

  it('stops listening while a call rings, and the call goes on', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair);
    pair.stop();
    await both.incoming.answer();
    await bothConnected(both);
    const carol = await calls.client(pair.network, 'carol');
    await endedWith(calls.watch(PeerCall.place(carol, 'bob', NO_DEVICES)), 'busy');
  });

  for (const state of ['ringing', 'connecting', 'connected'] as const) {
    it(`stands signaling that the app closes from within ${state}`, async () => {
      const pair = await calls.pair();
      const outgoing = calls.place(pair);
      outgoing.addEventListener('statechange', (event) => {
        if (event.state === state) pair.alice.close();
      });
      await until(() => pair.incoming.length === 1);
      const incoming = pair.incoming[0]!;
      void incoming.answer();
      if (state === 'connected') {
        await bothConnected({ outgoing, incoming });
        await expectAlive({ outgoing, incoming });
      } else await endedWith(outgoing, 'signaling-failed');
    });

    it(`follows addresses that change in state ${state}, on both sides`, async () => {
      const options = { ...NO_DEVICES, timing: { retransmitMs: 200 } };
      const pair = await calls.pair();
      pair.stop();
      const CallClass = state === 'connecting' ? SlowCall : CuttableCall;
      const heard = calls.listen(CallClass, pair.bob, options);
      const outgoing = calls.watch(CallClass.place(pair.alice, 'bob', options));
      await until(() => heard.incoming.length === 1);
      const incoming = heard.incoming[0]!;
      const sides = [
        [outgoing, pair.alice, incoming],
        [incoming, pair.bob, outgoing],
      ] as const;
      let changes = 0;
      const change = (call: PeerCall, client: MemorySignalingClient) => {
        if (call.state !== state) return;
        changes += 1;
        client.changeAddress();
      };
      if (state === 'connected') {
        for (const [call, client] of sides) {
          call.addEventListener('statechange', () => queueMicrotask(() => change(call, client)));
        }
      }
      if (state !== 'ringing') await incoming.answer();
      if (state !== 'connected') {
        // One after the other: before there is a data channel, each has to hear of the other's new address.
        for (const [call, client, other] of sides) {
          await reached(call, state);
          change(call, client);
          await until(() => other.peerId === client.id, 'the move to be heard of');
        }
      }
      if (state === 'ringing') await incoming.answer();
      if (state === 'connecting') for (const call of [outgoing, incoming]) call.tellTruth();
      await bothConnected({ outgoing, incoming });
      await until(() => changes >= 2);
      await until(() => outgoing.peerId === pair.bob.id && incoming.peerId === pair.alice.id);
      await expectAlive({ outgoing, incoming });
    });
  }

  it('is hung up by the side that gives way, as soon as it connects', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const pair = await calls.pair({ seed, latencyMs: 5 });
      const stop = PeerCall.listen(pair.alice, (call) => calls.watch(call), NO_DEVICES);
      const one = calls.place(pair);
      const other = calls.watch(PeerCall.place(pair.bob, 'alice', NO_DEVICES));
      for (const call of [one, other]) {
        call.addEventListener('statechange', ({ state }) => {
          if (state === 'connecting') call.hangup();
        });
      }
      await until(() => one.state === 'ended' && other.state === 'ended', `seed ${seed}`);
      await until(() => calls.guard.openConnections.length === 0);
      stop();
      pair.stop();
    }
  });

  it('may call two people at once from one address', async () => {
    const pair = await calls.pair();
    const carol = await calls.client(pair.network, 'carol');
    const heard: PeerCall[] = [];
    calls.cleanUp(PeerCall.listen(carol, (call) => heard.push(calls.watch(call)), NO_DEVICES));
    const both = await calls.connect(pair);
    const second = calls.place(pair, NO_DEVICES, 'carol');
    await until(() => heard.length === 1);
    await heard[0]!.answer();
    await bothConnected({ outgoing: second, incoming: heard[0]! });
    await expectAlive(both);
    both.outgoing.hangup();
    await endedWith(both.incoming, 'hangup');
    await expectAlive({ outgoing: second, incoming: heard[0]! });
  });

  it('keeps a burst of large messages off the relay', async () => {
    const clock = calls.pacedClock();
    const options = { ...NO_DEVICES, clock, timing: { ackDelayMs: 0 } };
    const pair = await calls.pair({}, options);
    const both = await calls.connect(pair, options);
    await expectAlive(both);
    await calls.quiet(pair.network);
    // What is late is sent again, over the relay as well.
    clock.speed = 0.05;
    const { sent } = pair.network;
    const MESSAGES = 120;
    const received: string[] = [];
    both.incoming.addEventListener('message', ({ data }) => received.push(data));
    const text = (index: number) => String(index).padEnd(20_000, 'x');
    for (let index = 0; index < MESSAGES; index += 1) both.outgoing.sendMessage(text(index));
    await until(() => received.length === MESSAGES, 'all messages');
    expect(received.every((data, index) => data === text(index))).to.equal(true);
    expect(pair.network.sent - sent).to.equal(0);
  });

  it('counts its end once when everything ends it at the same time', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    const states = [both.outgoing, both.incoming].map(statesOf);
    both.outgoing.hangup();
    both.incoming.hangup();
    pair.alice.close();
    pair.bob.close();
    for (const connection of calls.guard.connections) connection.close();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await until(() => calls.guard.openConnections.length === 0);
    expect(states).to.deep.equal([['ended'], ['ended']]);
  });
});
