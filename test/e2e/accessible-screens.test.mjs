import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { openScreens } from './support/screens-page.mjs';

/** What users ask their system for, as Chromium tells it to a page. */
const SCHEMES = {
  light: {},
  dark: { colorScheme: 'dark' },
  'more contrast': { contrast: 'more' },
  'forced colours': { forcedColors: 'active' },
};
const NO_WISH = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' };

const SCRIPTS = ['../../node_modules/axe-core/axe.min.js', './support/axe-in-page.js'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
);

/** Two pages judge twice as fast as one; what is behind has no pictures. */
const PAGES = 2;

/**
 * Each screen and panel in each language and each of these colour schemes. Of a screen, axe-core's rules about its structure
 * see nothing of a scheme, so that they are held against each language once; those about colours against all.
 */
describe('every screen, in every language and colour scheme', () => {
  let browser;
  let pages;
  let names;
  before(async () => {
    browser = await launchBrowser();
    pages = await Promise.all(Array.from({ length: PAGES }, () => openJudge(browser)));
    names = await pages[0].evaluate(() => globalThis.screenNames);
  });
  after(() => browser?.close());

  it('is without a violation of WCAG 2.2 AA and of good practice, as axe-core judges', async (t) => {
    const todo = [...names];
    const judge = async (page) => {
      for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
        const screen = name;
        await t.test(screen, async () => assert.deepEqual(await violationsOf(page, screen), []));
      }
    };
    await Promise.all(pages.map(judge));
  });
});

async function openJudge(browser) {
  const page = await openScreens(browser, { permissions: ['camera', 'microphone'] });
  for (const script of SCRIPTS) await page.evaluate(script);
  return page;
}

/** Each with the language and the scheme in which it is one. */
async function violationsOf(page, screen) {
  await page.emulateMedia(NO_WISH);
  await page.evaluate((name) => globalThis.show(name), screen);
  const found = await page.evaluate(async () => {
    const structure = [];
    for (const language of globalThis.languages) {
      await globalThis.speak(language);
      for (const one of await globalThis.judgeStructure()) structure.push(`${language}: ${one}`);
    }
    return structure;
  });
  for (const [scheme, wishes] of Object.entries(SCHEMES)) {
    await page.emulateMedia({ ...NO_WISH, ...wishes });
    found.push(
      ...(await page.evaluate(async (name) => {
        const colours = [];
        for (const language of globalThis.languages) {
          await globalThis.speak(language);
          const isFirst = language === globalThis.languages[0];
          for (const one of await globalThis.judgeColours(isFirst)) {
            colours.push(`${language}, ${name}: ${one}`);
          }
        }
        return colours;
      }, scheme)),
    );
  }
  return found;
}
