import { expect } from '@open-wc/testing';
import { createOwnKeys, deriveCallKeys } from '../../src/link/call-keys.js';
import { RouterStage } from '../support/router-stage.js';

describe('LinkRouter: an app that is wrong about where the peer is', () => {
  it('is put right by what the peer says from where it has been all the time', async () => {
    const stage = new RouterStage();
    const { callId } = stage;
    const [ours, theirs] = [await createOwnKeys(), await createOwnKeys()];
    const routers = { alice: await stage.join('alice'), bob: await stage.join('bob') };
    const alice = stage.open(routers.alice, 'bob', {
      keys: await deriveCallKeys(callId, ours, theirs.publicKey),
    });
    const bob = stage.open(routers.bob, 'alice', {
      keys: await deriveCallKeys(callId, theirs, ours.publicKey),
    });
    routers.bob.redirect(callId, 'nowhere');
    alice.send('I am where I was');
    await stage.pass(100);
    bob.send('so you are');
    await stage.pass(5_000);
    expect(stage.delivered).to.deep.equal(['I am where I was', 'so you are']);
    await stage.end();
  });
});
