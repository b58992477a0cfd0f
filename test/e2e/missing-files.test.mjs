import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createLocalGateway } from '../../dist/local-gateway.mjs';
import { launchChromium, launchFirefox } from '../senses/support/browsers.mjs';

const TIMEOUT_MS = 45_000;
/** Not with each frame: a page in the background has none. */
const POLLING = { polling: 100, timeout: TIMEOUT_MS };

const PAGE = `<!doctype html><meta charset="utf-8"><title>call</title><link rel="icon" href="data:,">
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

for (const [browserName, launch] of [
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
]) {
  describe(`a file of the screen of a call that does not come, in ${browserName}`, () => {
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
      if (name && headers.cookie?.includes('caller') && missing.has(name)) {
        response.statusCode = 503;
        response.end();
      } else if (name) {
        response.end(await readFile(new URL(`../../dist/${name}`, import.meta.url)));
      } else {
        if (!isScript) response.setHeader('set-cookie', `who=${path.slice(1)}`);
        response.end(isScript ? SCRIPT : PAGE);
      }
    }

    before(async () => {
      server = createServer(serve);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      gateway = await createLocalGateway({ server, stage: 'relay', onLog: () => {} });
      url = `http://127.0.0.1:${server.address().port}/`;
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await gateway?.close();
      server?.close();
      server?.closeAllConnections();
    });

    async function open(t, who) {
      const context = await browser.createBrowserContext();
      t.after(() => context.close());
      const page = await context.newPage({ type: 'window' });
      await page.goto(new URL(who, url).href);
      await until(page, (element) => element.connectionId);
      return page;
    }

    /** What this function makes of the element. */
    const ask = (page, does, ...values) =>
      page.evaluate(
        `(${does})(document.querySelector('p2p-video-call'), ...${JSON.stringify(values)})`,
      );
    const until = (page, does, ...values) =>
      page.waitForFunction(
        `(${does})(document.querySelector('p2p-video-call'), ...${JSON.stringify(values)})`,
        POLLING,
      );
    const reaches = (page, state) =>
      until(page, (element, wanted) => element.state === wanted, state);
    /** Waits until something of this kind is on the screen. */
    const sees = (page, selector) =>
      until(
        page,
        ({ renderRoot }, what) => renderRoot.querySelector(what)?.checkVisibility() === true,
        selector,
      );
    const presses = async (page, selector) => {
      await sees(page, selector);
      await ask(page, ({ renderRoot }, what) => renderRoot.querySelector(what).click(), selector);
    };

    async function call(from, to) {
      const address = await ask(to, ({ connectionId }) => connectionId);
      await ask(from, (element, id) => void element.startCall(id), address);
      await reaches(to, 'ringing');
    }

    for (const name of FILES) {
      test(`${name}: the call is heard and can be ended, it is said, and the screen is there once the file is`, async (t) => {
        missing.add(`p2p-video-call.${name}.min.js`);
        t.after(() => missing.clear());
        const [caller, callee] = [await open(t, 'caller'), await open(t, 'callee')];
        await call(caller, callee);
        await ask(callee, (element) => void element.answer());
        await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);

        await until(caller, ({ renderRoot }) => {
          const voice = renderRoot.querySelector('audio.voice');
          return voice.currentTime > 0 && !voice.paused && !voice.muted;
        });
        await sees(caller, '.notice');
        const errors = await caller.evaluate(() => globalThis.errors);
        assert.match(errors.join(), /could not be fetched/);
        await sees(caller, '[part=hangup-button]');
        const hasScreen = ({ renderRoot }) =>
          renderRoot.querySelector('[part=microphone-button]') !== null;
        assert.equal(await ask(caller, hasScreen), false);

        missing.clear();
        await Promise.all([until(caller, hasScreen), until(callee, hasScreen)]);
        assert.equal(await ask(caller, ({ state }) => state), 'connected');
        await presses(caller, '[part=hangup-button]');
        await reaches(callee, 'ended');
      });
    }

    test('the bare screen can hang up, too', async (t) => {
      for (const name of FILES) missing.add(`p2p-video-call.${name}.min.js`);
      t.after(() => missing.clear());
      const [caller, callee] = [await open(t, 'caller'), await open(t, 'callee')];
      await call(callee, caller);
      await presses(caller, '[part=answer-button]');
      await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);
      await presses(caller, '[part=hangup-button]');
      await reaches(callee, 'ended');
    });
  });
}
