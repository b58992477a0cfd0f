import { after, before, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

let server;
let browser;
before(async () => {
  server = await startDevCommand();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('who has refused and then allows in the address bar is in the call with both, without a reload', async (t) => {
  const { newPerson } = invite(t, browser);
  const [alice, bob] = await Promise.all([newPerson({ permissions: [] }), newPerson()]);
  await Promise.all([alice.open(server.url), bob.open(server.url)]);
  await alice.dials(await bob.address());
  await bob.presses('Answer');
  const alert = alice.page.getByRole('alert');
  await alert.getByText('is blocked').waitFor();
  await alice.page.locator('usermedia').waitFor();
  await bob.readsTheirCamera('off');
  await alice.page.context().grantPermissions(['camera', 'microphone']);
  await Promise.all([bob.seesAndHearsPeer(), alice.seesAndHearsPeer()]);
  await alert.getByText('is blocked').waitFor({ state: 'detached' });
});
