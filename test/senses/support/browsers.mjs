import puppeteer from 'puppeteer-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';
import { findFirefox } from '../../../scripts/ensure-rig.mjs';
import { CHROMIUM_ARGUMENTS } from '../../support/browser.mjs';

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
  return puppeteer.launch({
    ...more,
    browser: 'firefox',
    executablePath: findFirefox(),
    defaultViewport: VIEWPORT,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // A sound card that is none. Without one, an AudioContext never starts.
      'media.cubeb.force_mock_context': true,
      // Both ends are on this machine, which may have no other address.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      // Sound without a click, in the page and in the ear.
      'media.autoplay.default': 0,
      'dom.disable_open_during_load': false,
    },
  });
}
