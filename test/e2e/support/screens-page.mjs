import { build } from 'esbuild';

const SOURCE = `
  import { screen } from './test/element/screens.js';
  globalThis.show = async (name) => {
    const element = await screen(name).make('en');
    element.style.width = '400px';
    globalThis.root = element.renderRoot;
  };
`;

/** What the fixtures of the browser tests expect around them. */
const HOOKS = `for (const name of ['before', 'after', 'beforeEach', 'afterEach']) globalThis[name] = () => {};`;

let bundle;

/** Every screen of the element with a call that does what it is told, in a page of its own. */
export async function openScreen(browser, name, preferences) {
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
      body: isScript
        ? bundle.outputFiles[0].text
        : `<!doctype html><meta charset="utf-8"><script>${HOOKS}</script><script type="module" src="/screens.js"></script>`,
    });
  });
  await page.goto('http://localhost/');
  await page.waitForFunction(() => globalThis.show);
  await page.evaluate((screenName) => globalThis.show(screenName), name);
  return page;
}
