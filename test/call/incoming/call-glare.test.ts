import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import type { JsonValue } from '../../../src/internal/json-value.js';
import type { Envelope } from '../../../src/link/envelope.js';
import type { MemorySignalingClient } from '../../../src/signaling/memory/memory-signaling-client.js';
import type { MemorySignalingOptions } from '../../../src/testing.js';
import {
  advanceUntil,
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

const DELAYS_MS = Array.from({ length: 11 }, (_, index) => index * 50);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('PeerCall: both dial each other', () => {
  const calls = useCalls();

  /** Two people who both listen, and who answer a call that rings. */
  async function createParties(options: MemorySignalingOptions) {
    const network = calls.network(options);
    const make = async (name: string) => {
      const client: MemorySignalingClient = await calls.client(network, name);
      const devices = new FakeDevices(calls);
      const callOptions: CallOptions = {
        ...NO_DEVICES,
        audio: true,
        mediaDevices: devices,
        timing: { retransmitMs: 200 },
      };
      const made: PeerCall[] = [];
      const keep = (call: PeerCall) => {
        calls.watch(call);
        if (!made.includes(call)) made.push(call);
        return call;
      };
      calls.cleanUp(PeerCall.listen(client, (call) => keep(call), callOptions));
      const dial = (peer: string) => keep(PeerCall.place(client, peer, callOptions));
      return { client, devices, made, dial };
    };
    return { network, alice: await make('alice'), bob: await make('bob') };
  }

  async function dialEachOther(options: MemorySignalingOptions, delayMs: number) {
    const { network, alice, bob } = await createParties(options);
    const outgoing = alice.dial('bob');
    if (delayMs > 0) await pause(delayMs);
    const incoming = bob.dial('alice');
    await bothConnected({ outgoing, incoming });
    expect(outgoing.id).to.equal(incoming.id);
    await expectAlive({ outgoing, incoming });
    expect([...alice.made, ...bob.made].filter(({ state }) => state !== 'ended')).to.deep.equal([
      outgoing,
      incoming,
    ]);
    expect([alice.devices.requests.length, bob.devices.requests.length]).to.deep.equal([1, 1]);
    // What is still on its way belongs to the call that gave way; it must not disturb.
    await calls.quiet(network);
    await expectAlive({ outgoing, incoming });
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
  }

  for (const delayMs of DELAYS_MS) {
    it(`becomes one call with one camera each, ${delayMs} ms apart`, async () => {
      for (const seed of [1, 2, 3]) {
        await dialEachOther({ seed: seed + delayMs, latencyMs: [2, 60] }, delayMs);
      }
    });
  }

  it('becomes one call on a network that repeats everything later', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const faults = { latencyMs: [0, 30] as const, duplicate: 1, reorderWindowMs: 600 };
      await dialEachOther({ seed, ...faults }, 0);
    }
  });

  it('becomes one call on a network that loses, repeats and reorders', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const faults = { latencyMs: [0, 30] as const, drop: 0.2, duplicate: 0.2, reorder: 0.5 };
      await dialEachOther({ seed, ...faults }, seed * 10);
    }
  });

  it('is not disturbed by the invitation that gave way, if that comes after the answer', async () => {
    const { network, alice, bob } = await createParties({});
    const invitations = new Map<string, JsonValue>();
    let passing: string | null = null;
    network.intercept = ({ from, message }) => {
      const { seq, callId } = message as unknown as Envelope;
      // The answer has number 1 as well, in the other direction of the same conversation.
      if (seq !== 1 || callId === passing) return 'pass';
      invitations.set(from, message);
      return 'drop';
    };
    const outgoing = alice.dial('bob');
    const incoming = bob.dial('alice');
    await until(() => invitations.size === 2);
    const [winner, loser] = outgoing.id < incoming.id ? [outgoing, incoming] : [incoming, outgoing];
    const [late, losing] =
      loser === incoming
        ? [invitations.get('bob')!, bob.client]
        : [invitations.get('alice')!, alice.client];
    passing = winner.id;
    await reached(winner, 'connecting', 'connected');
    network.intercept = null;
    await losing.send(loser.peerId, late);
    await calls.quiet(network);
    await bothConnected({ outgoing, incoming });
    await expectAlive({ outgoing, incoming });
  });

  it('answers the call that rings when one calls back whoever is calling', async () => {
    const { alice, bob } = await createParties({});
    const outgoing = alice.dial('bob');
    await until(() => bob.made.length === 1);
    const incoming = bob.dial('alice');
    expect(incoming).to.equal(bob.made[0]);
    await bothConnected({ outgoing, incoming });
  });

  it('may dial the caller from within onIncoming', async () => {
    const network = calls.network();
    const alice = await calls.client(network, 'alice');
    const bob = await calls.client(network, 'bob');
    const made: PeerCall[] = [];
    const stop = PeerCall.listen(
      bob,
      (call) => made.push(call, PeerCall.place(bob, call.peerId, NO_DEVICES)),
      NO_DEVICES,
    );
    calls.cleanUp(stop);
    const outgoing = calls.watch(PeerCall.place(alice, 'bob', NO_DEVICES));
    await reached(outgoing, 'connected');
    expect(made[0]).to.equal(made[1]);
    await reached(calls.watch(made[0]!), 'connected');
  });

  it('keeps to the clock and timing of listen() when a ringing call is answered by dialling', async () => {
    const clock = calls.clock();
    // Without a heartbeat: it looks at the figures too, where an answer is late.
    const options = { ...NO_DEVICES, clock, timing: { heartbeatMs: Infinity } };
    const pair = await calls.pair({}, options);
    const outgoing = calls.place(pair);
    await until(() => pair.incoming.length === 1);
    const timing = { ringMs: 1 };
    const incoming = PeerCall.place(pair.bob, 'alice', { ...NO_DEVICES, timing });
    expect(incoming).to.equal(pair.incoming[0]);
    await advanceUntil(clock, () => incoming.state === 'connected');
    await reached(outgoing, 'connected');
    let stats = 0;
    let pending = 0;
    const [, connection] = calls.guard.connections as [RTCPeerConnection, RTCPeerConnection];
    const getStats = connection.getStats.bind(connection);
    connection.getStats = async () => {
      stats += 1;
      pending += 1;
      const report = await getStats();
      pending -= 1;
      return report;
    };
    // What is sent is looked at every 400 ms at least, by the clock of the call; by the real one, this takes no time.
    for (let step = 0; step < 20; step += 1) {
      await clock.advance(100);
      await until(() => pending === 0);
    }
    expect(stats).to.be.within(5, 11);
  });
});

describe('PeerCall: the peer starts over', () => {
  const calls = useCalls();

  /** From now on nobody is heard over a data channel. */
  function silenceChannels(): void {
    const send = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, 'send')!;
    RTCDataChannel.prototype.send = () => undefined;
    calls.cleanUpLast(() => Object.defineProperty(RTCDataChannel.prototype, 'send', send));
  }

  it('replaces a call that the peer has dropped and dials again, from the same address', async () => {
    const pair = await calls.pair();
    const first = await calls.connect(pair, { ...NO_DEVICES, timing: { heartbeatMs: 200 } });
    silenceChannels();
    const again = await calls.ring(pair);
    await endedWith(first.incoming, 'replaced');
    expect(again.incoming.state).to.equal('ringing');
    first.outgoing.hangup();
  });

  it('is not believed while the peer is heard: the relay may have sent that', async () => {
    const pair = await calls.pair();
    const first = await calls.connect(pair);
    const again = calls.place(pair);
    await endedWith(again, 'busy');
    await expectAlive(first);
    expect(pair.incoming).to.have.length(1);
  });

  it('replaces a ringing call that the peer dials again', async () => {
    const pair = await calls.pair();
    const first = await calls.ring(pair);
    const again = await calls.ring(pair);
    await endedWith(first.incoming, 'replaced');
    expect(again.incoming.state).to.equal('ringing');
    expect(pair.incoming).to.have.length(2);
  });

  it('rings again when the peer hangs up and redials at once', async () => {
    for (const delayMs of [0, 10, 50]) {
      const pair = await calls.pair({ latencyMs: [0, 60], seed: 5 + delayMs });
      const first = await calls.connect(pair);
      first.outgoing.hangup();
      if (delayMs > 0) await pause(delayMs);
      const again = calls.place(pair);
      await reached(again, 'ringing');
      expect(pair.incoming).to.have.length(2);
      expect(['hangup', 'replaced']).to.include(first.incoming.endReason);
      await pair.incoming[1]!.answer();
      await bothConnected({ outgoing: again, incoming: pair.incoming[1]! });
      pair.stop();
    }
  });

  it('replaces the call that the peer names, from a new address', async () => {
    const pair = await calls.pair();
    const first = await calls.connect(pair);
    const reloaded = await calls.client(pair.network, 'alice-after-reload');
    const options = { ...NO_DEVICES, replaces: first.outgoing.ticket! };
    const again = calls.watch(PeerCall.place(reloaded, 'bob', options));
    await endedWith(first.incoming, 'replaced');
    await reached(again, 'ringing');
    expect(pair.incoming[1]?.state).to.equal('ringing');
  });

  it('replaces nothing for a stranger who names no call, or another', async () => {
    const pair = await calls.pair();
    const first = await calls.connect(pair);
    const mallory = await calls.client(pair.network, 'mallory');
    for (const replaces of ['', '__proto__', 'AAAAAAAAAAAAAAAAAAAAAA']) {
      const options = { ...NO_DEVICES, replaces };
      await endedWith(calls.watch(PeerCall.place(mallory, 'bob', options)), 'busy');
    }
    await expectAlive(first);
  });
});
