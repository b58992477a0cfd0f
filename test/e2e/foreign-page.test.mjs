import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';

const SITE = 'site.example';

describe('a web site in the browser of somebody who runs `npm start`', () => {
  let server;
  let browser;
  let site;
  before(async () => {
    // Its owner says that the name leads to 127.0.0.1, where both its own server and that of `npm start` are.
    const rules = `--host-resolver-rules=MAP ${SITE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`;
    site = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Site</title>'),
    );
    site.listen(0, '127.0.0.1');
    [server, browser] = await Promise.all([
      startDevCommand(),
      launchBrowser([rules]),
      once(site, 'listening'),
    ]);
  });
  after(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
    site.close();
    site.closeAllConnections();
  });

  /** What a page of `origin` gets from the relay. */
  async function tryConnection(t, origin, relayUrl) {
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(origin);
    return page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      relayUrl,
    );
  }

  test('reads nothing under its own name', async (t) => {
    const { port } = new URL(server.url);
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    const response = await page.goto(`http://${SITE}:${port}/dist/cli.mjs`);
    assert.equal(response.status(), 403);
    assert.match(await page.textContent('body'), /--allow-host site\.example/);
    // The page has the origin of the relay now, as the browser sees it.
    const origin = `http://${SITE}:${port}/`;
    assert.equal(await tryConnection(t, origin, `ws://${SITE}:${port}/relay`), 'refused');
  });

  test('connects to nobody under the name of this computer', async (t) => {
    const relayUrl = `${server.url.replace('http', 'ws')}relay`;
    const { port } = site.address();
    assert.equal(await tryConnection(t, `http://${SITE}:${port}/`, relayUrl), 'refused');
    // The same page, from this computer.
    assert.equal(await tryConnection(t, `http://localhost:${port}/`, relayUrl), 'open');
  });
});
