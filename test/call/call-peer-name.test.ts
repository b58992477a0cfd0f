import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import type { JsonValue } from '../../src/internal/json-value.js';
import {
  bothConnected,
  endedWith,
  NO_DEVICES,
  reached,
  until,
  useCalls,
} from '../support/call-fixture.js';

const ANN = { ...NO_DEVICES, displayName: ' Ann\u202e \n' };
const BOB = { ...NO_DEVICES, displayName: 'Bob' };

function namesOf(call: PeerCall): (string | null)[] {
  const names: (string | null)[] = [];
  call.addEventListener('peername', ({ name }) => {
    expect(call.peerName).to.equal(name);
    names.push(name);
  });
  return names;
}

describe('PeerCall: peerName', () => {
  const calls = useCalls();

  it('is known to the callee while it rings, and to the caller with the answer', async () => {
    const pair = await calls.pair({}, BOB);
    const { outgoing, incoming } = await calls.ring(pair, ANN);
    const names = namesOf(outgoing);
    expect(incoming.peerName).to.equal('Ann');
    await reached(outgoing, 'ringing');
    expect(outgoing.peerName, 'who is called has not answered yet').to.equal(null);
    const connecting = reached(outgoing, 'connecting');
    await incoming.answer();
    await connecting;
    await until(() => outgoing.peerName === 'Bob');
    await bothConnected({ outgoing, incoming });
    expect(names).to.deep.equal(['Bob']);
    outgoing.hangup();
    expect([outgoing.peerName, incoming.peerName]).to.deep.equal(['Bob', 'Ann']);
  });

  it('is null for who has none', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair, { ...NO_DEVICES, displayName: ' ' });
    expect([outgoing.peerName, incoming.peerName]).to.deep.equal([null, null]);
  });

  it('may be given with the answer, also where the call was warmed up', async () => {
    for (const warmUp of [false, true]) {
      const pair = await calls.pair({}, { ...BOB, warmUp });
      const { outgoing, incoming } = await calls.ring(pair, ANN);
      await until(() => !warmUp || outgoing.state === 'ringing');
      await incoming.answer({ displayName: 'Robert' });
      await bothConnected({ outgoing, incoming });
      expect([outgoing.peerName, incoming.peerName]).to.deep.equal(['Robert', 'Ann']);
      outgoing.hangup();
      await reached(incoming, 'ended');
      pair.stop();
      await pair.network.settled();
    }
  });

  it('is that of the call that is kept where both dial at once', async () => {
    const pair = await calls.pair({ latencyMs: 20 }, BOB);
    const one = calls.place(pair, ANN);
    const other = calls.watch(PeerCall.place(pair.bob, 'alice', BOB));
    calls.cleanUp(PeerCall.listen(pair.alice, () => undefined, ANN));
    await bothConnected({ outgoing: one, incoming: other });
    expect([one.peerName, other.peerName]).to.deep.equal(['Bob', 'Ann']);
  });

  it('ends the call if the relay writes another into the invitation', async () => {
    const pair = await calls.pair({}, BOB);
    const { alice } = pair;
    const send = alice.send.bind(alice);
    alice.send = (to, message) => {
      const text = JSON.stringify(message).replace(/("displayName.*?)Ann/, '$1Eve');
      return send(to, JSON.parse(text) as JsonValue);
    };
    const { outgoing, incoming } = await calls.ring(pair, ANN);
    expect(incoming.peerName).to.equal('Eve');
    await incoming.answer();
    for (const call of [outgoing, incoming]) await endedWith(call, 'verification-failed');
  });
});
