import { expect } from '@open-wc/testing';
import { createOwnKeys } from '../../src/link/call-keys.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { RouterStage } from '../support/router-stage.js';

describe('LinkRouter: a stranger has begun a conversation under the id of somebody else', () => {
  it('does not take the true one with it when its own comes to an end', async () => {
    const stage = new RouterStage();
    const bob = await stage.join('bob');
    const alice = await stage.join('alice');
    await stage.join('mallory');
    const { publicKey } = await createOwnKeys();
    const falseOne = stage.open(bob, 'mallory', { peerKey: publicKey });
    falseOne.notify({ type: 'ringing' });
    falseOne.send({ type: 'x' });
    // Refused; mallory never acknowledges it.
    falseOne.finish({ type: 'hangup' });

    stage.open(bob, 'alice');
    const caller = stage.open(alice, 'bob');
    await stage.pass(DEFAULT_LINK_TIMING.farewellMs);
    expect(falseOne.isClosed).to.equal(true);
    caller.send({ type: 'cancel' });
    await stage.pass(5_000);
    expect(stage.delivered).to.deep.equal([{ type: 'cancel' }]);
    await stage.end();
  });
});
