import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite, watchMotion } from './support/person.mjs';

/** The process of Chromium that all sound goes through. */
async function audioProcess(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const isIt = (pid) => /audio\.mojom/.test(execFileSync('ps', ['-o', 'args=', '-p', `${pid}`]));
  return processInfo.map(({ id }) => id).find(isIt);
}

describe('silence that should not be', () => {
  let server;
  let browsers;
  before(async () => {
    // A microphone goes through that process, too: two of them, so that one voice goes on.
    [server, ...browsers] = await Promise.all([startDevServer(), launchBrowser(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), ...browsers.map((browser) => browser.close())]));

  /** Alice and Bob with a page each, in browsers of their own. */
  const people = (t, page) =>
    Promise.all(
      browsers.map(async (browser) =>
        (await invite(t, browser).newPerson()).open(new URL(page, server.url).href),
      ),
    );

  test('the element plays on when the sound output has failed', async (t) => {
    const [alice, bob] = await people(t, 'examples/drop-in/');
    await connect(alice, bob);
    await bob.page.locator('audio.voice').evaluate((audio) => {
      globalThis.emptied = new Promise((resolve) => audio.addEventListener('emptied', resolve));
    });
    process.kill(await audioProcess(browsers[1]), 'SIGKILL');
    await bob.page.evaluate(() => globalThis.emptied.then(() => undefined));
    await bob.hearsPeer();
  });

  test('an app of its own is told, and can play on', async (t) => {
    const [alice, bob] = await people(t, 'examples/headless/');
    const isReady = ({ page }) => page.locator('#status', { hasText: 'Ready' }).waitFor();
    await Promise.all([isReady(alice), isReady(bob)]);
    await alice.page
      .getByPlaceholder('The other side’s address')
      .fill(await bob.page.locator('#own-id').textContent());
    await alice.presses('Call');
    await bob.presses('Answer');
    const remote = bob.page.locator('#remote');
    await watchMotion(remote);
    const told = bob.page.waitForEvent('console', (message) =>
      message.text().includes('The sound output had failed'),
    );
    process.kill(await audioProcess(browsers[1]), 'SIGKILL');
    await told;
    await remote.evaluate(async (video) => {
      video.load();
      await video.play();
    });
    await watchMotion(remote);
  });
});
