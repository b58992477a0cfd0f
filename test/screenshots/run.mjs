// `npm run screenshots [scene…]`: every state and panel of the element, light and dark, at three widths, in three languages,
// and once more at sizes that are hard. They are written to screenshots/, with a sheet for each scene and scheme: sheets are
// for looking at, as no program sees what is ugly.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFonts } from './ensure-fonts.mjs';
import { launchStill, openScene, serveScenes } from './scene-page.mjs';
import { writeSheet } from './sheet.mjs';

const FOLDER = 'screenshots';
const LANGUAGES = ['en', 'ko', 'ar'];
const SCHEMES = ['light', 'dark'];
const SIZES = [
  { width: 320, height: 568 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
/** The least, a phone on its side, the most. */
const HARD_SIZES = [
  { width: 280, height: 400 },
  { width: 667, height: 320 },
  { width: 3840, height: 2160 },
];

/** In one language: the scene is made once and seen at all sizes. */
async function photographIn(language, browser, address, scene) {
  const page = await openScene(browser, address, scene, language);
  const pictures = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const isHard = language === 'en' && colorScheme === 'dark';
    for (const viewport of isHard ? [...SIZES, ...HARD_SIZES] : SIZES) {
      await page.setViewportSize(viewport);
      await page.evaluate(() => globalThis.settle());
      const name = `${scene}-${language}-${colorScheme}-${viewport.width}.png`;
      const buffer = await page.screenshot({ path: join(FOLDER, name), animations: 'disabled' });
      const row = HARD_SIZES.includes(viewport) ? 'hard sizes' : language;
      pictures.push({ name, row, colorScheme, buffer });
    }
  }
  await page.context().close();
  return pictures;
}

async function photograph(browser, address, scene) {
  const pictures = [];
  for (const language of LANGUAGES) {
    pictures.push(...(await photographIn(language, browser, address, scene)));
  }
  return pictures;
}

async function main(wanted) {
  ensureFonts();
  if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const { address, close } = await serveScenes();
  const browser = await launchStill();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => globalThis.sceneNames !== undefined);
    const all = await page.evaluate(() => globalThis.sceneNames);
    const unknown = wanted.filter((name) => !all.includes(name));
    if (unknown.length > 0) {
      throw new Error(`There is no scene ${unknown.join(', ')}. There are: ${all.join(', ')}`);
    }
    for (const scene of wanted.length > 0 ? wanted : all) {
      const pictures = await photograph(browser, address, scene);
      for (const scheme of SCHEMES) {
        const shown = pictures.filter(({ colorScheme }) => colorScheme === scheme);
        await writeSheet(page, join(FOLDER, `sheet-${scene}-${scheme}.png`), shown);
      }
      console.log(`${scene}: ${pictures.length} pictures`);
    }
  } finally {
    await browser.close();
    close();
  }
}

await main(process.argv.slice(2));
