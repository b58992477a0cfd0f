import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createLocalGateway } from '../../dist/local-gateway.mjs';
import { launchBrowser } from '../support/browser.mjs';

const PAGE = `<!doctype html><meta charset="utf-8"><title>call</title>
<script type="module" src="/page.js"></script><p2p-video-call lang="en"></p2p-video-call>`;

const SCRIPT = `
globalThis.errors = [];
addEventListener('call-error', ({ error }) => errors.push(error.message));
document.querySelector('p2p-video-call').setAttribute(
  'endpoint', new URL('/relay', location.href.replace('http', 'ws')).href);
await import('/dist/p2p-video-call.min.js');
`;

/** What the screen of a call is made of. */
const FILES = ['call-screen', 'call-styles', 'call-tools'];

describe('a file of the screen of a call that does not come', () => {
  let server;
  let gateway;
  let browser;
  let url;
  const missing = new Set();

  async function serve({ url: path, headers }, response) {
    const [, name] = /^\/dist\/([\w.-]+\.js)/.exec(path) ?? [];
    const isScript = path === '/page.js' || name !== undefined;
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader('cache-control', 'no-store');
    const isCallers = headers.referer?.includes('caller') || headers.cookie?.includes('caller');
    if (name && isCallers && missing.has(name)) {
      response.statusCode = 503;
      response.end();
    } else if (name) {
      response.end(await readFile(new URL(`../../dist/${name}`, import.meta.url)));
    } else response.end(isScript ? SCRIPT : PAGE);
  }

  before(async () => {
    server = createServer(serve);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    gateway = await createLocalGateway({ server, stage: 'relay', onLog: () => {} });
    url = `http://127.0.0.1:${server.address().port}/`;
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    server?.close();
  });

  async function open(t, who) {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    t.after(() => context.close());
    await context.addCookies([{ name: 'who', value: who, url }]);
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.querySelector('p2p-video-call').connectionId);
    return page;
  }

  const element = (page, does, value) =>
    page.evaluate(
      ([body, given]) =>
        new Function('element', 'value', `return ${body}`)(
          document.querySelector('p2p-video-call'),
          given,
        ),
      [does, value],
    );
  const reaches = (page, state) =>
    page.waitForFunction(
      (wanted) => document.querySelector('p2p-video-call').state === wanted,
      state,
    );

  for (const name of FILES) {
    test(`${name}: the call is heard and can be ended, it is said, and the screen is there once the file is`, async (t) => {
      const file = `p2p-video-call.${name}.min.js`;
      missing.add(file);
      t.after(() => missing.clear());
      const [caller, callee] = [await open(t, 'caller'), await open(t, 'callee')];
      await element(
        caller,
        'void element.startCall(value)',
        await element(callee, 'element.connectionId'),
      );
      await reaches(callee, 'ringing');
      await element(callee, 'void element.answer()');
      await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);

      await caller.waitForFunction(() => {
        const { shadowRoot } = document.querySelector('p2p-video-call');
        const voice = shadowRoot.querySelector('audio.voice');
        return voice.currentTime > 0 && !voice.paused && !voice.muted;
      });
      const notice = caller.locator('.notice');
      await notice.waitFor();
      assert.match((await caller.evaluate(() => globalThis.errors)).join(), /could not be fetched/);
      const hangup = caller.locator('[part=hangup-button]');
      assert.ok(await hangup.isVisible());
      assert.equal(await caller.locator('[part=microphone-button]').count(), 0);

      missing.clear();
      await caller.locator('[part=microphone-button]').waitFor();
      await callee.locator('[part=microphone-button]').waitFor();
      assert.equal(await element(caller, 'element.state'), 'connected');
      await hangup.click();
      await reaches(callee, 'ended');
    });
  }

  test('the bare screen can hang up, too', async (t) => {
    for (const name of FILES) missing.add(`p2p-video-call.${name}.min.js`);
    t.after(() => missing.clear());
    const [caller, callee] = [await open(t, 'caller'), await open(t, 'callee')];
    await element(
      callee,
      'void element.startCall(value)',
      await element(caller, 'element.connectionId'),
    );
    await reaches(caller, 'ringing');
    await caller.locator('[part=answer-button]').click();
    await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);
    await caller.locator('[part=hangup-button]').click();
    await reaches(callee, 'ended');
  });
});
