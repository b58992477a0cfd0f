import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { openScreen } from './support/screens-page.mjs';

/** What users ask their system for, as Chromium tells it to a page. */
describe('what users ask their system for', () => {
  let browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  /** A computed style of a node of the element, once it has the styles that are fetched. */
  async function styleOf(t, { screen, selector, property, ...preferences }) {
    const page = await openScreen(browser, screen, preferences);
    t.after(() => page.context().close());
    return page.evaluate(
      ([query, name]) => getComputedStyle(globalThis.root.querySelector(query))[name],
      [selector, property],
    );
  }

  it('light and dark', async (t) => {
    const at = { screen: 'idle', selector: '.root', property: 'backgroundColor' };
    assert.equal(await styleOf(t, { ...at, colorScheme: 'light' }), 'rgb(255, 255, 255)');
    assert.equal(await styleOf(t, { ...at, colorScheme: 'dark' }), 'rgb(24, 26, 32)');
  });

  it('no mouse: the ring round what has the focus, in the colour that the page gives it', async (t) => {
    const page = await openScreen(browser, 'idle', {});
    t.after(() => page.context().close());
    await page.addStyleTag({ content: 'faked-video-call { --p2p-focus: rgb(1, 2, 3) }' });
    await page.keyboard.press('Tab');
    const { style, color } = await page.evaluate(() => {
      const { outlineStyle, outlineColor } = getComputedStyle(globalThis.root.activeElement);
      return { style: outlineStyle, color: outlineColor };
    });
    assert.deepEqual({ style, color }, { style: 'solid', color: 'rgb(1, 2, 3)' });
  });

  it('less motion', async (t) => {
    const at = { screen: 'opening', selector: '.spinner', property: 'animationName' };
    assert.equal(await styleOf(t, at), 'spin');
    assert.equal(await styleOf(t, { ...at, reducedMotion: 'reduce' }), 'none');
  });

  it('more contrast: no text of less weight, lines as dark as text, nothing shines through', async (t) => {
    const contrast = 'more';
    const text = { screen: 'idle', selector: '.root', property: 'color', contrast };
    const ink = await styleOf(t, text);
    assert.equal(await styleOf(t, { ...text, selector: '.hint' }), ink);
    assert.notEqual(await styleOf(t, { ...text, selector: '.hint', contrast: null }), ink);
    assert.equal(
      await styleOf(t, { ...text, selector: '.field', property: 'borderTopColor' }),
      ink,
    );
    const toolbar = { screen: 'connected', selector: '.toolbar', property: 'backgroundColor' };
    assert.equal(await styleOf(t, { ...toolbar, contrast }), 'rgb(0, 0, 0)');
    assert.match(await styleOf(t, toolbar), /^rgba\(/);
    assert.equal(await styleOf(t, { ...toolbar, property: 'borderTopStyle', contrast }), 'solid');
  });

  it('colours of the system: what is off is told by them, what lies over a picture has an edge', async (t) => {
    const forcedColors = 'active';
    const off = { screen: 'calling', property: 'backgroundColor', forcedColors };
    const marked = await styleOf(t, { ...off, selector: '.marked' });
    assert.notEqual(marked, await styleOf(t, { ...off, selector: '.danger' }));
    const edge = { screen: 'connected', property: 'borderTopStyle', forcedColors };
    for (const selector of ['.toolbar', '.chip', '.lock', '.self']) {
      assert.equal(await styleOf(t, { ...edge, selector }), 'solid', selector);
    }
  });
});
