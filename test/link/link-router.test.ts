import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { ENVELOPE_VERSION, type Envelope } from '../../src/link/envelope.js';
import { RouterFixture, type Party } from '../support/router-fixture.js';

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

  const seqsOf = (party: Party) =>
    party.inbox.splice(0).map(({ message }) => (message as unknown as Envelope).seq);

  it('carries a conversation, and keeps conversations apart', async () => {
    const [a1, b1] = await fixture.connect(alice, bob);
    const [a2, b2] = await fixture.connect(alice, bob, { callId: createCallId() });
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
    expect(a1.link.seal.isSessionConfirmed && b1.link.seal.isSessionConfirmed).to.equal(true);
  });

  it('carries what both say before the answer', async () => {
    const [a, b] = await fixture.ring(alice, bob);
    a.link.send('more of the invitation');
    b.link.notify('ringing');
    await pass(1_000);
    expect([a.delivered, b.delivered]).to.deep.equal([['ringing'], ['more of the invitation']]);
    a.link.send('and more, with a MAC');
    await pass(1_000);
    expect(b.delivered.at(-1)).to.equal('and more, with a MAC');
    expect([a.link.messagesRejected, b.link.messagesRejected]).to.deep.equal([0, 0]);
  });

  it('hands out the envelopes of unknown calls, and nothing else', async () => {
    const unknown: string[] = [];
    bob.router.onUnknownCall = ({ callId }, from) =>
      unknown.push(`${from} ${callId === fixture.callId}`);
    fixture.open(alice, 'bob').link.send('hello');
    const { callId } = fixture;
    const junk = [null, 1, 'x', [], {}, { v: 2, callId }, { v: 1, callId, ack: 0, seq: 1 }];
    for (const each of junk) await alice.client.send('bob', each);
    await alice.client.send('bob', { v: 2, callId, ack: 0, seq: 1, address: 'carol' });
    await pass(0);
    expect(unknown).to.deep.equal(['alice true']);
  });

  it('sends what waited once signaling is back', async () => {
    const a = fixture.open(alice, 'bob');
    alice.client.interrupt();
    a.link.send('later');
    await pass(300);
    alice.client.restore('alice');
    const first: unknown[] = [];
    bob.router.onUnknownCall = ({ payload }) => first.push(payload);
    await pass(0);
    expect(first).to.deep.equal(['"later"']);
  });

  it('keeps answering for a closed call until the peer knows that it is over', async () => {
    const [a, b] = await fixture.connect(alice, bob);
    let isCut = true;
    fixture.network.intercept = ({ to }) => (isCut && to === 'bob' ? 'drop' : 'pass');
    void a.link.finish('bye');
    await pass(20_000);
    expect(a.link.isClosed).to.equal(true);
    expect(b.delivered).to.deep.equal([]);
    isCut = false;
    b.link.send('are you there?');
    await pass(0);
    expect(b.delivered).to.deep.equal(['bye']);
  });

  it('acknowledges a final message over the relay although it came over the data channel before', async () => {
    const [a, b] = await fixture.connect(alice, bob, {
      callee: { deliver: (_message, isFinal) => isFinal && b.link.close() },
    });
    fixture.bridge(a, b);
    bob.inbox.length = 0;
    void a.link.finish('bye');
    await pass(20_000);
    expect([a.link.isClosed, b.link.isClosed]).to.deep.equal([true, true]);
    expect(bob.inbox, 'nothing had to be repeated').to.have.length(1);
  });

  it('closes a finishing conversation at once if nobody is there to acknowledge', async () => {
    const a = fixture.open(alice, 'bob');
    a.link.send('hello');
    bob.client.close();
    void a.link.finish('bye');
    await pass(0);
    expect(a.link.isClosed).to.equal(true);
    expect(a.undeliverable).to.deep.equal([]);
  });

  it('reports an address that nobody has', async () => {
    const a = fixture.open(alice, 'nobody');
    a.link.send('hello');
    await pass(0);
    expect(a.undeliverable).to.deep.equal(['peer-unavailable']);
  });

  it('refuses a call with a final message, and every retransmission with the same one', async () => {
    bob.router.onUnknownCall = (envelope, from) => bob.router.refuse(envelope, from, 'busy');
    const heard: [unknown, boolean][] = [];
    const a = fixture.open(alice, 'bob', {
      deliver: (...message) => {
        heard.push(message);
        a.link.close();
      },
    });
    fixture.network.intercept = ({ to }) => (to === 'alice' ? 'drop' : 'pass');
    a.link.send('invite');
    await pass(500);
    fixture.network.intercept = null;
    await pass(20_000);
    expect(heard).to.deep.equal([['busy', true]]);
    expect(seqsOf(bob)).to.deep.equal([1, 1]);
    expect(bob.router.knows(fixture.callId, 'alice')).to.equal(true);
  });

  it('never answers an acknowledgement, so that two closed ends fall silent', async () => {
    const [a, b] = await fixture.connect(alice, bob);
    void a.link.finish('bye');
    void b.link.finish('bye');
    await pass(60_000);
    expect([a.link.isClosed, b.link.isClosed]).to.deep.equal([true, true]);
    const { sent } = fixture.network;
    const { callId } = fixture;
    await bob.client.send('alice', { v: ENVELOPE_VERSION, callId, ack: 7 });
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
    const v = ENVELOPE_VERSION;
    for (const callId of ids) await alice.client.send('bob', { v, callId, ack: 0, seq: 1 });
    await pass(0);
    expect(unknown).to.equal(100);
    expect(ids.filter((id) => bob.router.knows(id, 'alice'))).to.deep.equal(ids.slice(-64));
  });
});
