import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { packageJson, ROOT } from './support.mjs';

const DIST = join(ROOT, 'dist');
const ENTRY = 'p2p-video-call.min.js';
const KOREAN = 'p2p-video-call.ko.min.js';
const CDN = `https://cdn.jsdelivr.net/npm/${packageJson.name}@${packageJson.version}/dist`;

const html = () => readFileSync(join(DIST, 'cdn.html'), 'utf8');

function readPage() {
  const [, map] = /<script type="importmap">\n(.*?)<\/script>/s.exec(html());
  const [tag] = /<script\s+type="module"[^>]*>/.exec(html());
  const attribute = (name) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];
  return { map: JSON.parse(map), attribute };
}

function hashOf(name) {
  const hash = createHash('sha384').update(readFileSync(join(DIST, name)));
  return `sha384-${hash.digest('base64')}`;
}

describe('dist/cdn.html', () => {
  it('has the hash of the file in its script tag', () => {
    const { attribute } = readPage();
    assert.equal(attribute('src'), `${CDN}/${ENTRY}`);
    assert.equal(attribute('integrity'), hashOf(ENTRY));
    assert.equal(attribute('crossorigin'), 'anonymous');
  });

  it('has the hash of every file of the CDN in its import map', () => {
    const files = readdirSync(DIST).filter((name) => /^p2p-video-call.*\.min\.js$/.test(name));
    assert.ok(files.length > 1);
    const expected = files.map((name) => [`${CDN}/${name}`, hashOf(name)]);
    assert.deepEqual(readPage().map, { integrity: Object.fromEntries(expected) });
  });
});

/** The page, and under another name of this computer the CDN. `changed` is the file that it has put a byte into. */
async function startCdn() {
  const cdn = { url: '', pageUrl: '', changed: '', stop: async () => {} };
  const server = createServer((request, response) => {
    const name = request.url.slice(1);
    if (name === 'page') return response.setHeader('content-type', 'text/html').end(page(cdn.url));
    if (!name.endsWith('.min.js')) return response.writeHead(404).end();
    response.setHeader('content-type', 'text/javascript');
    response.setHeader('access-control-allow-origin', '*');
    response.end(readFileSync(join(DIST, name), 'utf8') + (name === cdn.changed ? '\n' : ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  cdn.url = `http://127.0.0.1:${port}`;
  cdn.pageUrl = `http://localhost:${port}/page`;
  cdn.stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return cdn;
}

/** `cdn.html` as it is, but for the address of the CDN, and in Korean. */
function page(cdnUrl) {
  const watch = `<!doctype html><html lang="ko"><meta charset="utf-8"><script>
    addEventListener('error', ({ target }) => (globalThis.refused = target.src), true);
  </script>`;
  return (
    watch +
    html()
      .replaceAll(CDN, cdnUrl)
      .replace(/ endpoint="[^"]*"/, '')
  );
}

describe('a page made of dist/cdn.html', () => {
  let browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  async function open(t, changed) {
    const cdn = await startCdn();
    cdn.changed = changed;
    const context = await browser.newContext();
    t.after(() => context.close().then(cdn.stop));
    const opened = await context.newPage();
    await opened.goto(cdn.pageUrl);
    return { page: opened, cdn };
  }

  const isDefined = () => customElements.get('p2p-video-call') !== undefined;

  it('shows the element, and fetches what it needs', async (t) => {
    const { page: shown } = await open(t, '');
    await shown.waitForFunction(isDefined);
    await shown
      .getByText(/[가-힣]/)
      .first()
      .waitFor();
    assert.equal(await shown.evaluate(() => globalThis.refused), undefined);
  });

  it('refuses the file if one byte was changed', async (t) => {
    const { page: shown, cdn } = await open(t, ENTRY);
    await shown.waitForFunction(() => globalThis.refused);
    assert.equal(await shown.evaluate(() => globalThis.refused), `${cdn.url}/${ENTRY}`);
    assert.equal(await shown.evaluate(isDefined), false);
  });

  it('refuses what is fetched later if one byte was changed', async (t) => {
    const { page: shown, cdn } = await open(t, KOREAN);
    await shown.waitForFunction(isDefined);
    const fetchLater = (name) =>
      shown.evaluate((url) => import(url).then(Object.keys, String), `${cdn.url}/${name}`);
    assert.match(await fetchLater(KOREAN), /^TypeError: Failed to fetch/);
    assert.ok(Array.isArray(await fetchLater('p2p-video-call.diagnostics.min.js')));
  });
});
