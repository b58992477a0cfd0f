import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { printTable } from '../figures.mjs';
import { openElement, reaches, startCall } from './element-page.mjs';

const KB = 1_000;
const DIST = new URL('../../../dist/', import.meta.url);
const PANELS = ['more', 'chat', 'stats', 'verify', 'devices'];

/** What the page shows now. It asks for files when nothing else is to be done: all of them, before the next step. */
const settled = (page) => page.waitForLoadState('networkidle');

/** Presses the button of a panel, wherever it is, without a pointer. */
const press = (page, part) =>
  page.evaluate((name) => {
    const { shadowRoot } = document.querySelector('p2p-video-call');
    shadowRoot.querySelector(`[part~='${name}']`)?.click();
  }, part);

/** Which files a page of five lines fetches, and when. */
export async function listFetched(stage) {
  const browser = await stage.launch();
  const rows = [];
  try {
    const [caller, callee] = [await openElement(browser), await openElement(browser)];
    let files = [];
    caller.on('request', (request) => {
      const [, file] = /\/dist\/(.+)$/.exec(request.url()) ?? [];
      if (file) files.push(file);
    });
    const step = async (label) => {
      await settled(caller);
      const sizes = files.map((file) => gzipSync(readFileSync(new URL(file, DIST))).length);
      const sum = sizes.reduce((total, size) => total + size, 0);
      const names = files.map(
        (file) => file.replace(/^p2p-video-call\.|\.?min\.js$/g, '') || 'first load',
      );
      rows.push([
        `${label}: ${names.join(', ') || '–'}`,
        files.length,
        `${(sum / KB).toFixed(1)} KB`,
      ]);
      files = [];
    };
    for (const page of [caller, callee]) await page.goto(stage.url('five-lines.html'));
    await Promise.all([reaches(caller, 'idle'), reaches(callee, 'idle')]);
    await step('the page');
    await startCall(caller, callee);
    await reaches(caller, 'ringing');
    await step('calling');
    await callee.evaluate(() => document.querySelector('p2p-video-call').answer());
    await reaches(caller, 'connected');
    await step('connected');
    for (const panel of PANELS) {
      await press(caller, `${panel}-button`);
      await step(`${panel}`);
    }
    await callee.evaluate(() => document.querySelector('p2p-video-call').hangup());
    await reaches(caller, 'ended');
    await step('ended');
  } finally {
    await browser.close();
  }
  printTable('What is fetched when (gzip, 1 KB = 1000 bytes)', ['', 'files', 'size'], rows);
}
