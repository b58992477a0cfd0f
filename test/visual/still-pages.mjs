// Pages that look the same on every machine: their fonts come with them, their time stands still.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchStill, openScene, serveScenes } from '../screenshots/scene-page.mjs';

const { resolve } = createRequire(import.meta.url);
const WEIGHTS = [400, 600, 700];
const VIEWPORT = { width: 720, height: 520 };

const fontFile = (weight) => resolve(`@fontsource/karla/files/karla-latin-${weight}-normal.woff2`);

/** Under the names that the element asks for, too. */
const STYLES = [
  'faked-video-call { --p2p-font: Karla; }',
  'body { background: #000; }',
  // A gradient is dithered: a picture of noise is large.
  'faked-video-call::part(root) { background-image: none; }',
  ...['Karla', 'Menlo'].flatMap((family) =>
    WEIGHTS.map(
      (weight) =>
        `@font-face { font-family: ${family}; font-weight: ${weight}; src: url(/${weight}.woff2); }`,
    ),
  ),
].join('\n');

export async function startStillPages() {
  const fonts = WEIGHTS.map((weight) => [`/${weight}.woff2`, readFileSync(fontFile(weight))]);
  const server = await serveScenes({ styles: STYLES, files: Object.fromEntries(fonts) });
  const browser = await launchStill();
  return {
    /** @param {{ scene: string, colorScheme: 'light' | 'dark' }} screen */
    open: ({ scene, colorScheme }) =>
      openScene(browser, server.address, scene, 'en', {
        colorScheme,
        viewport: VIEWPORT,
        locale: 'en-US',
        timezoneId: 'UTC',
        stopsTime: true,
      }),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** With nothing that moves: neither an animation nor the caret. */
export const takePicture = (page) =>
  page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
