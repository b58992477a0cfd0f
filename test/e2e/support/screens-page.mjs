import { build } from 'esbuild';

const SOURCE = `
  import { fixtureCleanup } from '@open-wc/testing';
  import sinon from 'sinon';
  import { LANGUAGES, loadLanguage } from './src/element/texts/languages.js';
  import { PANEL_SCREENS } from './test/element/panel-screens.js';
  import { SCREENS } from './test/element/screens.js';

  const all = [...SCREENS, ...PANEL_SCREENS];
  globalThis.screenNames = all.map(({ name }) => name);
  globalThis.languages = LANGUAGES;

  globalThis.show = async (name, lang = 'en') => {
    fixtureCleanup();
    sinon.restore();
    history.replaceState(null, '', '/');
    const element = await all.find((one) => one.name === name).make(lang);
    element.style.width = '400px';
    globalThis.element = element;
    globalThis.root = element.renderRoot;
  };

  /** In place: it takes less time than to make the screen anew. */
  globalThis.speak = async (lang) => {
    await loadLanguage(lang);
    const { element } = globalThis;
    document.documentElement.lang = element.lang = lang;
    while (!(await element.updateComplete));
  };
`;

/** What the fixtures of the browser tests expect around them. */
const HOOKS = `for (const name of ['before', 'after', 'beforeEach', 'afterEach']) globalThis[name] = () => {};`;

const PAGE = `<!doctype html>
  <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>A screen</title>
    <script>${HOOKS}</script>
    <script type="module" src="/screens.js"></script>
    <main><h1>A page</h1></main>`;

let bundle;

/** A page that can show every screen of the element, with a call that does what it is told. */
export async function openScreens(browser, preferences = {}) {
  bundle ??= await build({
    stdin: { contents: SOURCE, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const context = await browser.newContext(preferences);
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    const isScript = route.request().url().endsWith('.js');
    return route.fulfill({
      contentType: isScript ? 'text/javascript' : 'text/html',
      body: isScript ? bundle.outputFiles[0].text : PAGE,
    });
  });
  await page.goto('http://localhost/');
  await page.waitForFunction(() => globalThis.show);
  return page;
}

/** The same page with one of them. */
export async function openScreen(browser, name, preferences) {
  const page = await openScreens(browser, preferences);
  await page.evaluate((screenName) => globalThis.show(screenName), name);
  return page;
}
