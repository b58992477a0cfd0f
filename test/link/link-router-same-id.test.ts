import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { createOwnKeys } from '../../src/link/call-keys.js';
import { LinkRouter } from '../../src/link/link-router.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { createMemorySignaling } from '../../src/testing.js';
import { CryptoWatch } from '../support/crypto-watch.js';
import { ManualClock } from '../support/manual-clock.js';

describe('LinkRouter: a stranger has begun a conversation under the id of somebody else', () => {
  it('does not take the true one with it when its own comes to an end', async () => {
    const webCrypto = new CryptoWatch();
    webCrypto.install();
    const clock = new ManualClock();
    const network = createMemorySignaling({ clock });
    const callId = createCallId();
    const join = async (id: string) => {
      const client = network.connect(id);
      const opened = client.open();
      await clock.advance(0);
      await opened;
      return { client, router: new LinkRouter(client) };
    };
    const bob = await join('bob');
    const alice = await join('alice');
    await join('mallory');
    const delivered: unknown[] = [];
    const open = (party: typeof bob, address: string, peerKey?: string) =>
      party.router.open({
        callId,
        address,
        peerKey,
        clock,
        timing: DEFAULT_LINK_TIMING,
        deliver: (message) => delivered.push(message),
        onAddress: () => undefined,
        onUndeliverable: () => undefined,
        onRefused: () => undefined,
      });
    const { publicKey } = await createOwnKeys();
    const falseOne = open(bob, 'mallory', publicKey);
    falseOne.notify({ type: 'ringing' });
    falseOne.send({ type: 'x' });
    // Refused; mallory never acknowledges it.
    falseOne.finish({ type: 'hangup' });

    const trueOne = open(bob, 'alice');
    const caller = open(alice, 'bob');
    await webCrypto.pass(clock, DEFAULT_LINK_TIMING.farewellMs);
    expect(falseOne.isClosed).to.equal(true);
    caller.send({ type: 'cancel' });
    await webCrypto.pass(clock, 5_000);
    expect(delivered).to.deep.equal([{ type: 'cancel' }]);
    trueOne.close();
    caller.close();
    await webCrypto.pass(clock, 10_000);
    webCrypto.uninstall();
  });
});
