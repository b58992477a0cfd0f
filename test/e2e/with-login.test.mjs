import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startLoginExample } from '../support/login-example.mjs';
import { invite } from './support/person.mjs';

/** Tokens are good for 10 s more than this: the tolerance of the clocks. */
const TOKEN_LIFETIME_S = 5;
/** What the browser writes into its console where the server says 401, as it does here on purpose. */
const isExpected = (text) => text.includes('status of 401');
const REFUSED = 'Log in first. If you are logged in, tell this page’s owner.';

describe('the example with a log-in', () => {
  let example;
  let browser;
  before(async () => {
    [example, browser] = await Promise.all([
      startLoginExample({ TOKEN_LIFETIME_S }),
      launchBrowser(),
    ]);
  });
  after(() => Promise.all([example?.stop(), browser?.close()]));

  async function logIn({ page }, name, password) {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
  }

  /** Asks the relay for a sign of life, as the client does by itself after some minutes, until the token has expired. */
  const outliveToken = ({ page }) =>
    page.locator('call-with-login').evaluate(async (element) => {
      const { signaling } = element;
      const { id } = signaling;
      while (signaling.id === id) {
        signaling.probe();
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    });

  test('lets in who logs in; the call outlives the token; who logs out is refused', async (t) => {
    const { newPerson } = invite(t, browser, isExpected);
    const [ann, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([ann.open(example.url), bob.open(example.url)]);

    await logIn(ann, 'ann', 'bob-demo');
    await ann.page.getByText('Wrong name or password.').waitFor();
    const answered = ann.page.waitForResponse('**/login');
    await logIn(ann, 'eve', 'ann-demo');
    assert.equal((await answered).status(), 401);
    await ann.page.getByText('Wrong name or password.').waitFor();
    assert.equal(await ann.page.locator('call-with-login').count(), 0);
    assert.equal(example.gateway.connections.length, 0);

    await logIn(ann, 'ann', 'ann-demo');
    await logIn(bob, 'bob', 'bob-demo');
    await Promise.all([ann.reads('Ready for calls'), bob.reads('Ready for calls')]);
    const address = await bob.address();
    await ann.dials(address);
    await bob.presses('Answer');
    await Promise.all([ann.reads('Connected'), bob.reads('Connected')]);

    await outliveToken(bob);
    assert.ok(example.log.some((line) => line.includes("'token-expired'")));
    await Promise.all([ann.reads('Connected'), bob.reads('Connected')]);
    await Promise.all([ann.seesAndHearsPeer(), bob.seesAndHearsPeer()]);

    await ann.presses('Hang up');
    await Promise.all([ann.reads('Call ended'), bob.reads('Call ended')]);
    await bob.presses('Back');

    // In another tab, say.
    await bob.page.evaluate(() => fetch('/logout', { method: 'POST' }));
    await outliveToken(bob);
    await bob.reads(REFUSED);
    await bob.page.getByText('Please log in.').waitFor();
    const cookies = await bob.page.context().cookies();
    assert.deepEqual(cookies, []);

    await logIn(bob, 'bob', 'bob-demo');
    await bob.reads('Ready for calls');
    const [cookie] = await bob.page.context().cookies();
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');

    await bob.presses('Log out');
    await bob.page.getByText('You are logged out.').waitFor();
    assert.equal(await bob.page.locator('call-with-login').count(), 0);
  });

  test('gives nothing to who is not logged in', async () => {
    const token = await fetch(new URL('token', example.url), { method: 'POST' });
    assert.equal(token.status, 401);
    const keys = await (await fetch(new URL('jwks.json', example.url))).json();
    assert.ok(
      keys.keys.every((key) => !('d' in key)),
      'the private key is not shown',
    );
    for (const path of ['server.mjs', 'users.mjs', 'package.json', '..%2fserver.mjs', 'login']) {
      assert.equal((await fetch(new URL(path, example.url))).status, 404, path);
    }
    const broken = await fetch(new URL('login', example.url), { method: 'POST', body: '{' });
    assert.equal(broken.status, 404);
  });
});
