import puppeteer from 'puppeteer-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';
import { findFirefox } from '../../../scripts/ensure-rig.mjs';
import { CHROMIUM_ARGUMENTS } from '../../support/browser.mjs';

/** Wide enough for the element, with room for what examples have above it. */
const VIEWPORT = { width: 1000, height: 900 };

export function launchChromium() {
  return puppeteer.launch({
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

export function launchFirefox() {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    defaultViewport: VIEWPORT,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // Both ends are on this machine, which may have no other address.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      // Sound without a click, in the page and in the ear.
      'media.autoplay.default': 0,
      'dom.disable_open_during_load': false,
    },
  });
}
