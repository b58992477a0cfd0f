import { expect } from '@open-wc/testing';
import type { LinkProgress } from '../../src/link/link-options.js';
import { RouterFixture } from '../support/router-fixture.js';

describe('LinkRouter: an app that redirects to the wrong address', () => {
  it('is corrected by what the peer sends from its unchanged address', async () => {
    const fixture = new RouterFixture();
    const { callId } = fixture;
    const [aliceParty, bobParty] = [await fixture.join('alice'), await fixture.join('bob')];
    const earlier = await fixture.connect(aliceParty, bobParty);
    // Keys are there to be kept once both sides have heard each other with them.
    for (const { link } of earlier) link.send('confirmed');
    await fixture.pass(1_000);
    const keys = earlier.map(({ link }) => link.seal.keys!);
    const progress: LinkProgress[] = earlier.map(({ link }) => link.progress);
    aliceParty.router.release(callId);
    bobParty.router.release(callId);
    const alice = fixture.open(aliceParty, 'bob', { keys: keys[0], progress: progress[0] });
    const bob = fixture.open(bobParty, 'alice', { keys: keys[1], progress: progress[1] });
    bobParty.router.redirect(callId, 'nowhere');
    alice.link.send('I am where I was');
    await fixture.pass(100);
    bob.link.send('so you are');
    await fixture.pass(5_000);
    expect(bob.delivered).to.deep.equal(['I am where I was']);
    expect(alice.delivered).to.deep.equal(['so you are']);
    await fixture.end();
  });
});

describe('LinkRouter: an app that redirects a call which nobody has answered', () => {
  let fixture: RouterFixture;

  beforeEach(() => {
    fixture = new RouterFixture();
  });

  afterEach(() => fixture.end());

  it('has called the other address by that, and is answered from there', async () => {
    const alice = await fixture.join('alice');
    const bob = await fixture.join('bob');
    const caller = fixture.open(alice, 'nobody');
    caller.link.send('invitation');
    await fixture.pass(0);
    alice.router.redirect(fixture.callId, 'bob');
    expect(caller.peer.address).to.equal('bob');
    const callee = await fixture.pickUp(bob);
    callee.link.send('answer');
    await fixture.pass(1_000);
    expect(caller.delivered).to.deep.equal(['answer']);
  });

  it('takes no answer from the first address any more', async () => {
    const alice = await fixture.join('alice');
    const [bob, carol] = [await fixture.join('bob'), await fixture.join('carol')];
    const [caller, callee] = await fixture.ring(alice, bob);
    alice.router.redirect(fixture.callId, 'carol');
    const heir = await fixture.pickUp(carol);
    callee.link.send('answer');
    await fixture.pass(1_000);
    expect(caller.delivered).to.deep.equal([]);
    heir.link.send('here I am');
    await fixture.pass(1_000);
    expect(caller.delivered).to.deep.equal(['here I am']);
  });

  it('keeps to who has answered before', async () => {
    const alice = await fixture.join('alice');
    const [bob, carol] = [await fixture.join('bob'), await fixture.join('carol')];
    const [caller, callee] = await fixture.connect(alice, bob);
    alice.router.redirect(fixture.callId, 'carol');
    expect(caller.peer.address).to.equal('bob');
    await fixture.pass(0);
    expect(carol.inbox).to.deep.equal([]);
    callee.link.send('it is me');
    await fixture.pass(1_000);
    expect(caller.delivered).to.deep.equal(['it is me']);
  });
});
