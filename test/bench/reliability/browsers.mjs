import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { launchBrowser } from '../../support/browser.mjs';

const FIREFOX_PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Both ends are on this machine, which may have no other address.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
};

/** What the benchmark needs of the two browsers, which are driven in different ways. */
export async function openChromium() {
  const browser = await launchBrowser(['--disable-features=WebRtcHideLocalIpsWithMdns']);
  return {
    name: 'Chromium',
    version: browser.version(),
    newPage: () => browser.newPage(),
    close: () => browser.close(),
  };
}

/** @returns `null` where there is no Firefox; `FIREFOX_PATH` says where it is if not in its usual place */
export async function openFirefox() {
  const executablePath = process.env.FIREFOX_PATH ?? FIREFOX_PATHS.find((path) => existsSync(path));
  if (executablePath === undefined) return null;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: FIREFOX_PREFERENCES,
    // A chunk of seeds is one protocol call, and takes long.
    protocolTimeout: 600_000,
  });
  return {
    name: 'Firefox',
    version: (await browser.version()).replace(/^firefox\//i, ''),
    newPage: () => browser.newPage(),
    close: () => browser.close(),
  };
}
