import puppeteer from 'puppeteer-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';
import { CHROMIUM_ARGUMENTS } from '../../support/browser.mjs';
import { FIREFOX } from '../../support/firefox.mjs';

/** Wide enough for the element, with room for what examples have above it. */
const VIEWPORT = { width: 1000, height: 900 };

/** @param {object} [more] options of `puppeteer.launch()` */
export function launchChromium(more) {
  return puppeteer.launch({
    ...more,
    executablePath: ensureChromium(),
    defaultViewport: VIEWPORT,
    args: [
      ...CHROMIUM_ARGUMENTS,
      // Grants what pages ask for; there are three cameras (the second one sees
      // depth alone).
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream=device-count=3',
    ],
  });
}

/** @param {object} [more] options of `puppeteer.launch()` */
export function launchFirefox(more) {
  return puppeteer.launch({ ...more, ...FIREFOX, defaultViewport: VIEWPORT });
}
