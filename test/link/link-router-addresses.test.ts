import { expect } from '@open-wc/testing';
import { RouterFixture, type Conversation, type Party } from '../support/router-fixture.js';

describe('LinkRouter: a peer whose address changes', () => {
  let fixture: RouterFixture;
  let alice: Party;
  let bob: Party;
  let a: Conversation;
  let b: Conversation;

  beforeEach(async () => {
    fixture = new RouterFixture();
    alice = await fixture.join('alice');
    bob = await fixture.join('bob');
    [a, b] = await fixture.connect(alice, bob);
  });

  afterEach(() => fixture.end());

  const pass = (ms: number) => fixture.pass(ms);

  it('is followed to the new address that it announces', async () => {
    alice.client.changeAddress('alice-2');
    await pass(0);
    expect(b.peer.address).to.equal('alice-2');
    b.link.send('still there?');
    await pass(0);
    expect(a.delivered).to.deep.equal(['still there?']);
    expect(b.undeliverable).to.deep.equal([]);
  });

  it('is followed even if the data channel brings the announcement first', async () => {
    fixture.bridge(a, b);
    alice.client.changeAddress('alice-2');
    await pass(2_000);
    expect(b.peer.address).to.equal('alice-2');
  });

  it('is found over the data channel when both addresses change at once', async () => {
    fixture.bridge(a, b);
    fixture.bridge(b, a);
    alice.client.changeAddress('alice-2');
    bob.client.changeAddress('bob-2');
    await pass(500);
    expect(b.peer.address).to.equal('alice-2');
    expect(a.peer.address).to.equal('bob-2');
  });

  it('is followed by its newest message only, not by an older one that comes late from the old address', async () => {
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
    expect(a.delivered).to.deep.equal(['still there?']);
  });
});

describe('LinkRouter: a caller whose address changes before it has heard of the callee', () => {
  it('is found again once it has shown that it has the keys', async () => {
    const fixture = new RouterFixture();
    const [alice, bob] = [await fixture.join('alice'), await fixture.join('bob')];
    const [a, b] = await fixture.ring(alice, bob);
    alice.client.changeAddress('alice-2');
    await fixture.pass(2_000);
    expect(b.peer.address).to.equal('alice-2');
    expect(a.link.unacknowledgedCount).to.equal(0);
    await fixture.end();
  });
});
