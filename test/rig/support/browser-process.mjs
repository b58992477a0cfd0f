// A browser in a namespace, and the server that it has its page from: `http://localhost`, so that it opens the camera.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from './chromium.mjs';
import { launchFirefox } from './firefox.mjs';
import { processorMs } from './processor-time.mjs';
import { serve } from './remote.mjs';

const ROOT = new URL('../../../', import.meta.url);
const CONTENT_TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

const [name, trustedKey, pagePath = 'test/rig/pages/call.html', ...more] = process.argv.slice(2);

/** Where files come from whose paths begin with `/base/`: another build, to compare with. */
let base = null;

function fileOf(url) {
  const { pathname } = new URL(url, 'http://localhost');
  const isOfBase = base !== null && pathname.startsWith('/base/');
  return isOfBase
    ? new URL(`.${pathname.slice('/base'.length)}`, base)
    : new URL(`.${pathname}`, ROOT);
}

const server = createServer(async ({ url }, response) => {
  try {
    const content = await readFile(fileOf(url));
    const type = CONTENT_TYPES[extname(url)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const browser = await (name === 'firefox' ? launchFirefox() : launchChromium(trustedKey, more));
let page = null;
let text = null;
const origin = `http://localhost:${server.address().port}`;

async function leavePage() {
  await Promise.all([page?.close(), text?.close()]);
  page = null;
  text = null;
}

/** Opens a window full of text beside the page. */
async function openText() {
  text = await browser.newPage({ type: 'window' });
  await text.setViewport({ width: 1920, height: 1080 });
  await text.goto(`${origin}/test/rig/pages/text.html`);
  await page.bringToFront();
}

/** @param {string} [fragment] of the page's address, with its `#` */
async function openPage(fragment = '') {
  await leavePage();
  page = await browser.newPage();
  await page.goto(`${origin}/${pagePath}${fragment}`);
  await page.waitForFunction(() => globalThis.rig !== undefined);
}

serve({
  openPage,
  leavePage,
  openText,
  scrollText: (firstLine) => text.evaluate((line) => globalThis.scrollText(line), firstLine),
  /** Calls a method of the page's `rig`. */
  call: (method, argument) =>
    page?.evaluate((key, value) => globalThis.rig[key](value), method, argument),
  serveBase: (folder) => (base = pathToFileURL(`${folder}/`)),
  version: () => browser.version(),
  processorMs: () => processorMs(browser.process().pid),
  close: async () => {
    await browser.close();
    server.close();
  },
});
