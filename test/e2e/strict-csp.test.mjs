import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createLocalGateway } from '../../dist/local-gateway.mjs';
import { launchBrowser } from '../support/browser.mjs';

/** No script but files of the site, no text that becomes a script, and no markup out of text except by Lit itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const PAGE = `<!doctype html><meta charset="utf-8"><title>strict</title>
<script type="module" src="/page.js"></script><p2p-video-call endpoint="/relay"></p2p-video-call>`;

const SCRIPT = `
globalThis.violations = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) =>
  violations.push(violatedDirective + ' ' + sourceFile));
const element = document.querySelector('p2p-video-call');
element.setAttribute('endpoint', new URL('/relay', location.href.replace('http', 'ws')).href);
await import('/dist/p2p-video-call.min.js');
globalThis.isLoaded = true;
`;

const HOSTILE = '<img src=x onerror="document.title=`owned`">javascript:alert(1)';

describe('a page with a strict policy (T11)', () => {
  let server;
  let gateway;
  let browser;
  let url;

  async function serve({ url: path }, response) {
    const [, file] = /^\/dist\/([\w.-]+\.js)$/.exec(path) ?? [];
    const isScript = path === '/page.js' || file !== undefined;
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', POLICY);
    if (file === undefined) response.end(isScript ? SCRIPT : PAGE);
    else response.end(await readFile(new URL(`../../dist/${file}`, import.meta.url)));
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

  async function open(t) {
    const page = await browser.newPage({ permissions: ['camera', 'microphone'] });
    t.after(() => page.close());
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(url);
    await page.waitForFunction(() => globalThis.isLoaded);
    const read = async () => [...problems, ...(await page.evaluate(() => globalThis.violations))];
    return { page, read };
  }

  test('would stop markup that is made out of text, and scripts in it', async (t) => {
    const { page, read } = await open(t);
    await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>x</b>';
      } catch {
        // It is reported all the same.
      }
    });
    await page.waitForFunction(() => globalThis.violations.length > 0);
    assert.match((await read()).join(), /require-trusted-types-for/);
  });

  test('has a whole call on it, and an address that is markup, and nothing is violated', async (t) => {
    const [alice, bob] = [await open(t), await open(t)];
    await bob.page.waitForFunction(() => document.querySelector('p2p-video-call').connectionId);
    const address = await bob.page.evaluate(
      () => document.querySelector('p2p-video-call').connectionId,
    );
    const reaches = ({ page }, state) =>
      page.waitForFunction(
        (wanted) => document.querySelector('p2p-video-call').state === wanted,
        state,
      );
    await reaches(alice, 'idle');
    await alice.page.evaluate(
      (to) => document.querySelector('p2p-video-call').startCall(to),
      address,
    );
    await reaches(bob, 'ringing');
    await bob.page.evaluate(() => document.querySelector('p2p-video-call').answer());
    await Promise.all([reaches(alice, 'connected'), reaches(bob, 'connected')]);
    await alice.page.evaluate(() => document.querySelector('p2p-video-call').hangup());
    await reaches(bob, 'ended');

    const third = await open(t);
    const { page } = third;
    await reaches(third, 'idle');
    await page.evaluate((text) => {
      const element = document.querySelector('p2p-video-call');
      element.peerId = text;
      element.startCall(text);
    }, HOSTILE);
    await reaches(third, 'ended');
    const inside = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('p2p-video-call');
      const isShown = shadowRoot.textContent.includes('img');
      return [isShown, shadowRoot.querySelectorAll('img, script, [onerror]').length];
    });
    assert.deepEqual(inside, [true, 0]);
    assert.equal(await page.title(), 'strict');
    for (const one of [alice, bob, third]) assert.deepEqual(await one.read(), []);
  });
});
