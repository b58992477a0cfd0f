import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import type { Envelope } from '../../src/link/envelope.js';
import { FakePath } from '../support/fake-path.js';
import { RouterFixture, type Conversation, type Party } from '../support/router-fixture.js';

describe('LinkRouter', () => {
  let fixture: RouterFixture;
  let alice: Party;
  let bob: Party;

  beforeEach(async () => {
    fixture = new RouterFixture();
    alice = await fixture.join('alice');
    bob = await fixture.join('bob');
  });

  afterEach(() => fixture.end());

  const pass = (ms: number) => fixture.pass(ms);

  const converse = (party: Party, address: string, callId = fixture.callId): Conversation =>
    fixture.open(party, address, { callId });

  const seqsOf = (party: Party) =>
    party.inbox.splice(0).map(({ message }) => (message as unknown as Envelope).seq);

  it('carries a conversation, and keeps conversations apart', async () => {
    const other = createCallId();
    const [a1, b1] = [converse(alice, 'bob'), converse(bob, 'alice')];
    const [a2, b2] = [converse(alice, 'bob', other), converse(bob, 'alice', other)];
    a1.link.send('one');
    a2.link.send('two');
    b1.link.send('three');
    await pass(2_000);
    expect([b1.delivered, b2.delivered, a1.delivered, a2.delivered]).to.deep.equal([
      ['one'],
      ['two'],
      ['three'],
      [],
    ]);
  });

  it('hands out the envelopes of unknown calls, and nothing else', async () => {
    const unknown: string[] = [];
    bob.router.onUnknownCall = ({ callId }, from) =>
      unknown.push(`${from} ${callId === fixture.callId}`);
    converse(alice, 'bob').link.send('hello');
    const { callId } = fixture;
    for (const junk of [null, 1, 'x', [], {}, { v: 1, callId }, { v: 2, callId, ack: 0, seq: 1 }]) {
      await alice.client.send('bob', junk);
    }
    await pass(0);
    expect(unknown).to.deep.equal(['alice true']);
  });

  it('follows the peer to the new address that the peer announces', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    await pass(1_000);
    alice.client.changeAddress('alice-2');
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    b.link.send('still there?');
    await pass(0);
    expect(a.delivered).to.deep.equal(['hi', 'still there?']);
    expect(b.undeliverable).to.deep.equal([]);
  });

  it('follows the announcement even if the data channel brings it first', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    await pass(1_000);
    const direct = new FakePath('direct');
    direct.onSend = (envelope) => b.link.receive(envelope, 'direct');
    a.link.addPath(direct);
    alice.client.changeAddress('alice-2');
    await pass(2_000);
    expect(b.peer.address).to.equal('alice-2');
  });

  it('finds the peer over the data channel when both addresses change at once', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    await pass(1_000);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const direct = new FakePath('direct');
      direct.onSend = (envelope) => to.link.receive(envelope, 'direct');
      from.link.addPath(direct);
    }
    alice.client.changeAddress('alice-2');
    bob.client.changeAddress('bob-2');
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    expect(a.peer.address).to.equal('bob-2');
  });

  it('follows the newest message only, not an older one that comes late from the old address', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('one');
    b.link.send('hi');
    await pass(1_000);
    bob.inbox.length = 0;
    a.link.send('two');
    await pass(0);
    const [old] = bob.inbox;
    alice.client.changeAddress('alice-2');
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    // Whoever gets the old address next can replay what was sent from there.
    const heir = await fixture.join('alice');
    await heir.client.send('bob', old?.message ?? null);
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    b.link.send('still there?');
    await pass(0);
    expect(a.delivered).to.deep.equal(['hi', 'still there?']);
  });

  it('is found again by a caller whose address changes before it has heard of the callee', async () => {
    const b = converse(bob, 'alice');
    const a = converse(alice, 'bob');
    a.link.send('one');
    await pass(0);
    alice.client.changeAddress('alice-2');
    await pass(2_000);
    expect(b.peer.address).to.equal('alice-2');
    expect(a.link.unacknowledgedCount).to.equal(0);
  });

  it('sends what waited once signaling is back', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    alice.client.interrupt();
    a.link.send('later');
    await pass(300);
    alice.client.restore('alice');
    await pass(0);
    expect(b.delivered).to.deep.equal(['later']);
  });

  it('keeps answering for a closed call until the peer knows that it is over', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    await pass(1_000);
    let isCut = true;
    fixture.network.intercept = ({ to }) => (isCut && to === 'bob' ? 'drop' : 'pass');
    a.link.finish('bye');
    await pass(20_000);
    expect(a.link.isClosed).to.equal(true);
    expect(b.delivered).to.deep.equal(['hello']);
    isCut = false;
    b.link.send('are you there?');
    await pass(0);
    expect(b.delivered).to.deep.equal(['hello', 'bye']);
    expect(b.link.unacknowledgedCount).to.equal(0);
  });

  it('acknowledges a final message over the relay although it came over the data channel before', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    await pass(1_000);
    const direct = new FakePath('direct');
    direct.onSend = (envelope) => {
      b.link.receive(envelope, 'direct');
      b.link.close();
    };
    a.link.addPath(direct);
    bob.inbox.length = 0;
    a.link.finish('bye');
    await pass(20_000);
    expect(a.link.isClosed).to.equal(true);
    expect(bob.inbox, 'nothing had to be repeated').to.have.length(1);
  });

  it('closes a finishing conversation at once if nobody is there to acknowledge', async () => {
    const a = converse(alice, 'bob');
    a.link.send('hello');
    bob.client.close();
    a.link.finish('bye');
    await pass(0);
    expect(a.link.isClosed).to.equal(true);
    expect(a.undeliverable).to.deep.equal([]);
  });

  it('reports an address that nobody has', async () => {
    const a = converse(alice, 'nobody');
    a.link.send('hello');
    await pass(0);
    expect(a.undeliverable).to.deep.equal(['peer-unavailable']);
  });

  it('refuses a call with a final message, and every retransmission with the same one', async () => {
    bob.router.onUnknownCall = (envelope, from) => bob.router.refuse(envelope, from, 'busy');
    const a = converse(alice, 'bob');
    fixture.network.intercept = ({ to }) => (to === 'alice' ? 'drop' : 'pass');
    a.link.send('invite');
    await pass(500);
    fixture.network.intercept = null;
    await pass(20_000);
    expect(a.delivered).to.deep.equal(['busy']);
    expect(seqsOf(bob)).to.deep.equal([1, 1]);
    expect(bob.router.knows(fixture.callId, 'alice')).to.equal(true);
  });

  it('never answers an acknowledgement, so that two closed ends fall silent', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    a.link.finish('bye');
    b.link.finish('bye');
    await pass(60_000);
    expect([a.link.isClosed, b.link.isClosed]).to.deep.equal([true, true]);
    const { sent } = fixture.network;
    await bob.client.send('alice', { v: 1, callId: fixture.callId, ack: 7 });
    await pass(60_000);
    expect(fixture.network.sent).to.equal(sent + 1);
  });

  it('keeps the tombstones of 64 calls, not more', async () => {
    let unknown = 0;
    bob.router.onUnknownCall = (envelope, from) => {
      unknown += 1;
      bob.router.refuse(envelope, from, 'busy');
    };
    const ids = Array.from({ length: 100 }, () => createCallId());
    for (const id of ids) await alice.client.send('bob', { v: 1, callId: id, ack: 0, seq: 1 });
    await pass(0);
    expect(unknown).to.equal(100);
    expect(ids.filter((id) => bob.router.knows(id, 'alice'))).to.deep.equal(ids.slice(-64));
  });
});
