import { expect } from '@open-wc/testing';
import { createOwnKeys } from '../../src/link/call-keys.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { RouterFixture } from '../support/router-fixture.js';

describe('LinkRouter: an attacker has opened a conversation under the call id of another caller', () => {
  it('does not close the caller’s conversation when that of the attacker closes', async () => {
    const fixture = new RouterFixture();
    const bob = await fixture.join('bob');
    const alice = await fixture.join('alice');
    await fixture.join('mallory');
    const { publicKey } = await createOwnKeys();
    const forged = fixture.open(bob, 'mallory', {
      invitation: { key: publicKey, payload: '"invitation"' },
    });
    forged.link.notify({ type: 'ringing' });
    forged.link.send({ type: 'x' });
    // Mallory never acknowledges it.
    void forged.link.finish({ type: 'hangup' });

    const [caller, callee] = await fixture.ring(alice, bob);
    await fixture.pass(DEFAULT_LINK_TIMING.farewellMs);
    expect(forged.link.isClosed).to.equal(true);
    caller.link.send({ type: 'cancel' });
    await fixture.pass(5_000);
    expect(callee.delivered).to.deep.equal([{ type: 'cancel' }]);
    expect(forged.delivered).to.deep.equal([]);
    await fixture.end();
  });
});
