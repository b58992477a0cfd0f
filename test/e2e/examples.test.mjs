import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { startSocketIoExample } from '../support/socket-io-example.mjs';
import { connect, invite, Person, watchMotion } from './support/person.mjs';

describe('the other examples', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevCommand(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  test('headless: a call with chat and timer, from the buttons of the page', async (t) => {
    const { newPerson } = invite(t, browser);
    const url = new URL('examples/headless/', server.url).href;
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(url), bob.open(url)]);
    const says = ({ page }, text) => page.locator('#status', { hasText: text }).waitFor();
    const message = ({ page }, text) =>
      page.getByRole('listitem').filter({ hasText: text }).waitFor();
    const chat = async ({ page }, text) => {
      await page.getByPlaceholder('Say something').fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
    };
    await Promise.all([says(alice, 'Ready'), says(bob, 'Ready')]);

    const address = await bob.page.locator('#own-id').textContent();
    await alice.page.getByPlaceholder('The other side’s address').fill(address);
    await alice.presses('Call');
    await says(bob, 'calls');
    await bob.presses('Answer');
    await Promise.all([says(alice, 'connected'), says(bob, 'connected')]);
    await Promise.all([alice, bob].map(({ page }) => watchMotion(page.locator('#remote'))));

    await chat(alice, 'Hello Bob');
    await message(bob, 'Hello Bob');
    await chat(bob, '<b>Hello</b> Alice');
    await message(alice, '<b>Hello</b> Alice');
    await alice.page.locator('#timer', { hasText: /\d:(?!00)\d\d/ }).waitFor();

    await alice.presses('Camera off');
    await alice.presses('Camera on');
    await alice.presses('Mute');
    await alice.page.getByRole('button', { name: 'Unmute' }).waitFor();
    await bob.presses('Hang up');
    await Promise.all([says(alice, 'Ended: hangup'), says(bob, 'Ended: hangup')]);
  });

  test('verified link: who has the link joins, and both are told that nobody is in between', async (t) => {
    const { newPerson } = invite(t, browser);
    const url = new URL('examples/verified-link/', server.url).href;
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await alice.open(url);
    const shared = alice.page.getByLabel('Link for the other one');
    await alice.presses('Join');
    await alice.reads('You’re in. Waiting for them…');

    // The invitation outlives a reload of the page that made it.
    const link = await shared.inputValue();
    await alice.page.reload();
    await alice.reads('You’re in. Waiting for them…');
    assert.equal(alice.page.url(), link);

    await bob.open(link);
    await bob.presses('Join');
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
    for (const { page } of [alice, bob]) {
      await page.getByRole('button', { name: 'Verified by link' }).waitFor();
    }
  });

  test('custom signaling: two tabs of one browser, and no server', async (t) => {
    const { newContext } = invite(t, browser);
    const context = await newContext();
    const url = new URL('examples/custom-signaling/', server.url).href;
    const sockets = [];
    context.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket.url())));
    const first = await new Person(await context.newPage()).open(url);
    const second = await new Person(await context.newPage()).open(url);

    await first.dials(await second.address());
    await second.presses('Answer');
    await second.seesAndHearsPeer();
    // A tab in the background shows no frames.
    await first.page.bringToFront();
    await first.seesAndHearsPeer();
    await first.presses('Hang up');
    await Promise.all([first.reads('Call ended'), second.reads('Call ended')]);
    assert.deepEqual(sockets, []);

    await first.presses('Back');
    await first.dials('nobody-is-here');
    await first.reads('They can’t be reached');
  });

  test('signaling over Socket.IO, with a server of its own', async (t) => {
    const { newPerson } = invite(t, browser);
    const socketIo = await startSocketIoExample();
    t.after(() => socketIo.stop());
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(socketIo.url), bob.open(socketIo.url)]);
    await connect(alice, bob);
    await bob.presses('Hang up');
    await Promise.all([alice.reads('Call ended'), bob.reads('Call ended')]);
    await alice.presses('Back');
    await alice.dials('nobody-is-here');
    await alice.reads('They can’t be reached');
  });
});
