import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { openScreens } from './support/screens-page.mjs';

const FOCUS = readFileSync(new URL('./support/focus-in-page.js', import.meta.url), 'utf8');

/** A telephone with a keyboard, whose user does not want anything to move. */
const PHONE = {
  viewport: { width: 412, height: 860 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
  permissions: ['camera', 'microphone'],
};

/** More stops than any screen has. */
const MAX_STOPS = 40;

describe('every screen', () => {
  let browser;
  let page;
  let names;
  before(async () => {
    browser = await launchBrowser();
    page = await openScreens(browser, PHONE);
    await page.evaluate(FOCUS);
    names = await page.evaluate(() => globalThis.screenNames);
  });
  after(() => browser?.close());

  const show = (name) => page.evaluate((screen) => globalThis.show(screen), name);

  it('has targets of at least 44 px, no motion, and a focus that is seen wherever Tab leads it', async (t) => {
    for (const name of names) {
      await t.test(name, async () => {
        await show(name);
        assert.deepEqual(await page.evaluate(smallTargets), [], 'targets');
        assert.deepEqual(await page.evaluate(motion), [], 'motion');
        assert.deepEqual(await walk(page), [], 'the way of Tab');
      });
    }
  });

  it('moves where nobody minds: what looks for motion finds it', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await show('opening');
    assert.deepEqual(await page.evaluate(motion), ['spin of spinner']);
  });
});

/** Runs in the page. A link in a text is as high as its line (WCAG 2.5.8, "Inline"); the label of a box is part of it. */
function smallTargets() {
  const all =
    'button, input:not([type=file]), select, textarea, summary, camera, microphone, usermedia';
  const seen = [...globalThis.root.querySelectorAll(all)].filter((node) =>
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
  );
  return seen.flatMap((node) => {
    const target = node.closest('.field > input')
      ? node.closest('.field')
      : (node.closest('label') ?? node);
    const { width, height } = target.getBoundingClientRect();
    const isSmall = Math.min(width, height) < 43.5;
    return isSmall ? [`${node.part} ${node.className}: ${width} × ${height}`] : [];
  });
}

/** Runs in the page. */
function motion() {
  const animations = globalThis.root.getAnimations().map(({ animationName, effect }) => {
    return `${animationName ?? 'transition'} of ${effect.target.className}`;
  });
  const scrolling = [...globalThis.root.querySelectorAll('*')]
    .filter((node) => getComputedStyle(node).scrollBehavior === 'smooth')
    .map(({ className }) => `smooth scrolling of ${className}`);
  return [...animations, ...scrolling];
}

/** From the page through the element and out of it again. Returns what is wrong on the way. */
async function walk(page) {
  await page.evaluate(() => {
    // A menu is left by Tab, and nobody comes to anything else while it is open.
    if (globalThis.root.querySelector('[role=menu]')) return;
    globalThis.root.activeElement?.blur();
    // From where the element begins.
    getSelection().collapse(globalThis.element, 0);
  });
  const problems = [];
  const stops = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => globalThis.focused());
    if (stop.part === 'page') break;
    problems.push(...stop.problems.map((problem) => `${stop.part} (${stop.name}): ${problem}`));
    stops.push(stop.part);
    if (stops.length > MAX_STOPS) return [`no end: ${stops}`];
  }
  const hasButtons = await page.evaluate(
    () => globalThis.root.querySelector('button:not(:disabled)')?.checkVisibility() === true,
  );
  if (hasButtons && stops.length === 0) return ['Tab comes to nothing'];
  return problems;
}
