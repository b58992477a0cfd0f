import { expect } from '@open-wc/testing';
import { createOwnKeys, deriveCallKeys } from '../../src/link/call-keys.js';
import { RouterFixture } from '../support/router-fixture.js';

describe('LinkRouter: an app that redirects to the wrong address', () => {
  it('is corrected by what the peer sends from its unchanged address', async () => {
    const fixture = new RouterFixture();
    const { callId } = fixture;
    const [ours, theirs] = [await createOwnKeys(), await createOwnKeys()];
    const [aliceParty, bobParty] = [await fixture.join('alice'), await fixture.join('bob')];
    const alice = fixture.open(aliceParty, 'bob', {
      keys: await deriveCallKeys(callId, ours, theirs.publicKey),
    });
    const bob = fixture.open(bobParty, 'alice', {
      keys: await deriveCallKeys(callId, theirs, ours.publicKey),
    });
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
