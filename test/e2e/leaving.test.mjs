import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand, startDevServer } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

describe('pages that come and go', () => {
  let server;
  let relay;
  let browser;
  before(async () => {
    [server, relay, browser] = await Promise.all([
      startDevCommand(),
      startDevServer(),
      launchBrowser(),
    ]);
  });
  after(() => Promise.all([server?.stop(), relay?.stop(), browser?.close()]));

  async function inviteTwo(t, url = server.url) {
    const { newPerson } = invite(t, browser);
    return Promise.all([1, 2].map(async () => (await newPerson()).open(url)));
  }

  test('closing the tab hangs up', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await connect(alice, bob);
    // As a person closes it: the page hears of it.
    await alice.page.close({ runBeforeUnload: true });
    await bob.reads('Call ended');
  });

  test('closing the tab while it rings there cancels', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await alice.dials(await bob.address());
    await bob.reads('Incoming call');
    await alice.page.close({ runBeforeUnload: true });
    await bob.reads('Missed call');
  });

  test('reloading the page and dialling again', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    const address = await bob.address();
    await connect(alice, bob);
    await alice.page.reload();
    await alice.reads('Ready for calls');
    await alice.dials(address);
    await bob.reads('Incoming call');
    await bob.presses('Answer');
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
  });

  test('both dial each other at once: one call, and nobody has to answer', async (t) => {
    const [alice, bob] = await inviteTwo(t, relay.url);
    const [aliceAddress, bobAddress] = await Promise.all([alice.address(), bob.address()]);
    await Promise.all([
      alice.page.locator('[part=peer-id]').fill(bobAddress),
      bob.page.locator('[part=peer-id]').fill(aliceAddress),
    ]);
    // Neither hears of the other's invitation before it has sent its own.
    const fault = relay.faults.start({ kind: 'drop', direction: 'to-client', type: 'invite' });
    await Promise.all([alice.presses('Call'), bob.presses('Call')]);
    await Promise.all([alice.reads('Calling…'), bob.reads('Calling…')]);
    fault.heal();
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
    await bob.presses('Hang up');
    await Promise.all([alice.reads('Call ended'), bob.reads('Call ended')]);
  });
});
