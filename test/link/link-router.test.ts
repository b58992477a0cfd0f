import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import type { Envelope } from '../../src/link/envelope.js';
import type { Link } from '../../src/link/link.js';
import { LinkRouter } from '../../src/link/link-router.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { createMemorySignaling, type MemorySignaling } from '../../src/testing.js';
import type { JsonValue } from '../../src/internal/json-value.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { CryptoWatch } from '../support/crypto-watch.js';
import { FakePath } from '../support/fake-path.js';
import { ManualClock } from '../support/manual-clock.js';

interface Party {
  readonly client: MemorySignalingClient;
  readonly router: LinkRouter;
  readonly inbox: { readonly from: string; readonly message: JsonValue }[];
}

interface Conversation {
  readonly link: Link;
  readonly delivered: unknown[];
  readonly undeliverable: string[];
  /** Where it finds its peer at present. */
  readonly peer: { address: string };
}

describe('LinkRouter', () => {
  let clock: ManualClock;
  let network: MemorySignaling;
  let alice: Party;
  let bob: Party;
  let links: Link[];
  const webCrypto = new CryptoWatch();
  const callId = createCallId();

  const pass = (ms: number) => webCrypto.pass(clock, ms);

  async function join(id: string): Promise<Party> {
    const client = network.connect(id);
    await client.open();
    const inbox: { from: string; message: JsonValue }[] = [];
    client.addEventListener('message', ({ from, message }) => inbox.push({ from, message }));
    return { client, router: new LinkRouter(client), inbox };
  }

  function converse(party: Party, address: string, id = callId): Conversation {
    const delivered: unknown[] = [];
    const undeliverable: string[] = [];
    const peer = { address };
    const link = party.router.open({
      callId: id,
      address,
      clock,
      timing: DEFAULT_LINK_TIMING,
      deliver: (message) => delivered.push(message),
      onAddress: (newAddress) => (peer.address = newAddress),
      onUndeliverable: (code) => undeliverable.push(code),
      onRefused: (error) => undeliverable.push(String(error)),
    });
    links.push(link);
    return { link, delivered, undeliverable, peer };
  }

  const seqsOf = (party: Party) =>
    party.inbox.splice(0).map(({ message }) => (message as unknown as Envelope).seq);

  beforeEach(async () => {
    webCrypto.install();
    clock = new ManualClock();
    network = createMemorySignaling({ clock });
    links = [];
    alice = await join('alice');
    bob = await join('bob');
  });

  afterEach(async () => {
    for (const link of links) link.close();
    await pass(10_000);
    webCrypto.uninstall();
    expect(clock.pending).to.equal(0);
    alice.client.close();
    bob.client.close();
  });

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

  it('hands envelopes of unknown calls to whoever listens, and nothing that is no envelope', async () => {
    const strangers: string[] = [];
    bob.router.onStranger = ({ callId: id }, from) => strangers.push(`${from} ${id === callId}`);
    converse(alice, 'bob').link.send('hello');
    for (const junk of [null, 1, 'x', [], {}, { v: 1, callId }, { v: 2, callId, ack: 0, seq: 1 }]) {
      await alice.client.send('bob', junk);
    }
    await pass(0);
    expect(strangers).to.deep.equal(['alice true']);
  });

  it('follows the peer to its new address, which it announces by itself', async () => {
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

  it('follows the announcement although the data channel brings it first', async () => {
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

  it('finds the peer although both addresses change at once, by the data channel', async () => {
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

  it('follows the newest message only: an old one that comes late from the old address is no news', async () => {
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
    // Whoever has the address now can send a copy that says so.
    const heir = await join('alice');
    await heir.client.send('bob', old?.message ?? null);
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    b.link.send('still there?');
    await pass(0);
    expect(a.delivered).to.deep.equal(['hi', 'still there?']);
    heir.client.close();
  });

  it('is found again by a caller who moves before it has heard of the peer', async () => {
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

  it('keeps answering for a call that is over, until the peer knows', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    await pass(1_000);
    let isCut = true;
    network.intercept = ({ to }) => (isCut && to === 'bob' ? 'drop' : 'pass');
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

  it('answers the last word of a peer over the relay although it came directly before', async () => {
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

  it('closes a finished conversation at once if nobody is there to acknowledge', async () => {
    const a = converse(alice, 'bob');
    a.link.send('hello');
    bob.client.close();
    a.link.finish('bye');
    await pass(0);
    expect(a.link.isClosed).to.equal(true);
    expect(a.undeliverable).to.deep.equal([]);
  });

  it('tells of an address that nobody has', async () => {
    const a = converse(alice, 'nobody');
    a.link.send('hello');
    await pass(0);
    expect(a.undeliverable).to.deep.equal(['peer-unavailable']);
  });

  it('refuses a call with one last word, and the same one to every repetition', async () => {
    bob.router.onStranger = (envelope, from) => bob.router.refuse(envelope, from, 'busy');
    const a = converse(alice, 'bob');
    network.intercept = ({ to }) => (to === 'alice' ? 'drop' : 'pass');
    a.link.send('invite');
    await pass(500);
    network.intercept = null;
    await pass(20_000);
    expect(a.delivered).to.deep.equal(['busy']);
    expect(seqsOf(bob)).to.deep.equal([1, 1]);
    expect(bob.router.knows(callId, 'alice')).to.equal(true);
  });

  it('never answers an acknowledgement, so that two ends that are over fall silent', async () => {
    const a = converse(alice, 'bob');
    const b = converse(bob, 'alice');
    a.link.send('hello');
    b.link.send('hi');
    a.link.finish('bye');
    b.link.finish('bye');
    await pass(60_000);
    expect([a.link.isClosed, b.link.isClosed]).to.deep.equal([true, true]);
    const { sent } = network;
    await bob.client.send('alice', { v: 1, callId, ack: 7 });
    await pass(60_000);
    expect(network.sent).to.equal(sent + 1);
  });

  it('remembers 64 calls that are over, not more', async () => {
    let strangers = 0;
    bob.router.onStranger = (envelope, from) => {
      strangers += 1;
      bob.router.refuse(envelope, from, 'busy');
    };
    const ids = Array.from({ length: 100 }, () => createCallId());
    for (const id of ids) await alice.client.send('bob', { v: 1, callId: id, ack: 0, seq: 1 });
    await pass(0);
    expect(strangers).to.equal(100);
    expect(ids.filter((id) => bob.router.knows(id, 'alice'))).to.deep.equal(ids.slice(-64));
  });
});
