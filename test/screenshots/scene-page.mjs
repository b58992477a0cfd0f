// A browser with pages that each show one scene.
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';

/** The scenes as one script. The tests' fixtures are made for mocha, of which nothing is needed here. */
async function bundleScenes() {
  const { outputFiles } = await build({
    entryPoints: ['test/screenshots/scenes.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    target: 'es2022',
    banner: { js: 'globalThis.beforeEach = globalThis.afterEach = () => {};' },
  });
  return outputFiles[0].text;
}

const page = (styles) => `<!doctype html>
<meta charset="utf-8" />
<title>Scene</title>
<style>
  body { margin: 0; background: light-dark(#fff, #0c0d10); color-scheme: light dark; }
  faked-video-call, meeting-video-call {
    position: fixed; inset: 0; max-height: none; height: 100%; aspect-ratio: auto;
  }
  ${styles}
</style>
<script type="module" src="/scenes.js"></script>`;

/**
 * @param {{ styles?: string, files?: Record<string, Buffer> }} [more] styles of the page, and what they ask for by path
 */
export async function serveScenes({ styles = '', files = {} } = {}) {
  const script = await bundleScenes();
  const server = createServer(({ url }, response) => {
    const file = url === '/scenes.js' ? script : files[url];
    response.setHeader('content-type', url === '/scenes.js' ? 'text/javascript' : 'text/html');
    response.end(file ?? page(styles));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

/** Draws alike on every machine, as far as a browser can be told to. */
export function launchStill() {
  return chromium.launch({
    executablePath: ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--autoplay-policy=no-user-gesture-required',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--force-color-profile=srgb',
    ],
  });
}

/**
 * A page of its own that shows `scene`.
 *
 * @param {{ stopsTime?: boolean } & import('playwright-core').BrowserContextOptions} [options]
 */
export async function openScene(browser, address, scene, language, options = {}) {
  const { stopsTime = false, ...contextOptions } = options;
  const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
  const opened = await context.newPage();
  opened.on('pageerror', ({ message }) => console.error(`${scene}, ${language}: ${message}`));
  await opened.goto(address);
  await opened.waitForFunction(() => globalThis.show !== undefined);
  await opened.evaluate(
    async ([name, lang, stops]) => {
      await Promise.all([...document.fonts].map((font) => font.load()));
      if (stops) globalThis.stopTime();
      await globalThis.show(name, lang);
    },
    [scene, language, stopsTime],
  );
  return opened;
}
