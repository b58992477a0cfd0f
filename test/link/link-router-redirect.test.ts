import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { createOwnKeys, deriveCallKeys } from '../../src/link/call-keys.js';
import { LinkRouter } from '../../src/link/link-router.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { createMemorySignaling } from '../../src/testing.js';
import { CryptoWatch } from '../support/crypto-watch.js';
import { ManualClock } from '../support/manual-clock.js';

describe('LinkRouter: an app that is wrong about where the peer is', () => {
  it('is put right by what the peer says from where it has been all the time', async () => {
    const webCrypto = new CryptoWatch();
    webCrypto.install();
    const clock = new ManualClock();
    const network = createMemorySignaling({ clock });
    const callId = createCallId();
    const [ours, theirs] = [await createOwnKeys(), await createOwnKeys()];
    const keys = {
      alice: await deriveCallKeys(callId, ours, theirs.publicKey),
      bob: await deriveCallKeys(callId, theirs, ours.publicKey),
    };
    const delivered: unknown[] = [];
    const open = async (id: 'alice' | 'bob', address: string) => {
      const client = network.connect(id);
      const opened = client.open();
      await clock.advance(0);
      await opened;
      const router = new LinkRouter(client);
      const link = router.open({
        callId,
        address,
        keys: keys[id],
        clock,
        timing: DEFAULT_LINK_TIMING,
        deliver: (message) => delivered.push(message),
        onAddress: () => undefined,
        onUndeliverable: () => undefined,
        onRefused: () => undefined,
      });
      return { router, link };
    };
    const alice = await open('alice', 'bob');
    const bob = await open('bob', 'alice');
    bob.router.redirect(callId, 'nowhere');
    alice.link.send('I am where I was');
    await webCrypto.pass(clock, 100);
    bob.link.send('so you are');
    await webCrypto.pass(clock, 5_000);
    expect(delivered).to.deep.equal(['I am where I was', 'so you are']);
    alice.link.close();
    bob.link.close();
    await webCrypto.pass(clock, 10_000);
    webCrypto.uninstall();
  });
});
