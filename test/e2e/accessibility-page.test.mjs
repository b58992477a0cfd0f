import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { openScreens } from './support/screens-page.mjs';

const PAGE = new URL('../../docs/accessibility.md', import.meta.url);

/** What is said for a moment only: no screen stands still with it. Their own tests have the words. */
const MOMENTS = ['Copied', 'Ada is calling', 'Thank you!'];
const ANNOUNCED = /^(Their|They|You) .* (on|off|screen|call)$/;

let browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

test('what a screen reader says, by docs/accessibility.md, is in the accessibility tree', async () => {
  const script = readFileSync(PAGE, 'utf8').split('## A whole call')[1];
  const said = [...script.matchAll(/“([^”]+)”/g)].map(([, words]) => words);
  assert.ok(said.length > 40, `only ${said.length} quotes`);
  const page = await openScreens(browser, {
    permissions: ['camera', 'microphone'],
    viewport: { width: 1_000, height: 900 },
  });
  const session = await page.context().newCDPSession(page);
  const words = [];
  for (const name of await page.evaluate(() => globalThis.screenNames)) {
    await page.evaluate((screen) => globalThis.show(screen), name);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    for (const node of nodes) if (!node.ignored && node.name?.value) words.push(node.name.value);
  }
  const all = words.join('\n');
  const missing = said.filter(
    (quote) => !all.includes(quote) && !MOMENTS.includes(quote) && !ANNOUNCED.test(quote),
  );
  assert.deepEqual(missing, []);
  assert.ok(!all.includes('Unable to play media'), 'a video that shows nothing is read out');
});
