import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

describe('calls that come to nothing', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevCommand(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  async function invitePeople(t, count) {
    const { newPerson } = invite(t, browser);
    return Promise.all(
      Array.from({ length: count }, async () => (await newPerson()).open(server.url)),
    );
  }

  test('declined', async (t) => {
    const [alice, bob] = await invitePeople(t, 2);
    await alice.dials(await bob.address());
    await bob.presses('Decline');
    await Promise.all([alice.reads('Call declined'), bob.reads('Call declined')]);
  });

  test('cancelled by the caller', async (t) => {
    const [alice, bob] = await invitePeople(t, 2);
    await alice.dials(await bob.address());
    await bob.reads('Incoming call');
    await alice.presses('Cancel');
    await Promise.all([alice.reads('Call cancelled'), bob.reads('Missed call')]);
    // Whoever missed a call can return it.
    await bob.presses('Call again');
    await alice.reads('Incoming call');
  });

  test('a third person hears that the line is busy, and the call goes on', async (t) => {
    const [alice, bob, carol] = await invitePeople(t, 3);
    const address = await bob.address();
    await connect(alice, bob);
    await carol.dials(address);
    await carol.reads('They are in another call');
    await Promise.all([alice.reads('Connected'), bob.reads('Connected')]);
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
  });

  test('nobody is at the address', async (t) => {
    const [alice] = await invitePeople(t, 1);
    await alice.dials('nobody-has-this-address=');
    await alice.reads('They can’t be reached');
    await alice.page.getByText('Their address may have changed').waitFor();
    await alice.presses('Back');
    await alice.reads('Ready for calls');
  });

  test('the own address', async (t) => {
    const [alice] = await invitePeople(t, 1);
    await alice.dials(await alice.address());
    await alice.page.getByRole('alert').getByText('This address can’t be called').waitFor();
    assert.equal(await alice.page.locator('p2p-video-call').getAttribute('state'), 'idle');
  });
});
