import puppeteer from 'puppeteer-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';

const ARGUMENTS = [
  // Chromium refuses to run as root with its sandbox, and the rig needs root.
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // Candidates show the real addresses, as with any page that may use the camera.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** @param {string} trustedKey hash of the key of the TURN server; `acceptInsecureCerts` reaches pages only */
export function launchChromium(trustedKey) {
  return puppeteer.launch({
    executablePath: ensureChromium(),
    args: [...ARGUMENTS, `--ignore-certificate-errors-spki-list=${trustedKey}`],
    // We end it ourselves when we are told to.
    handleSIGINT: false,
  });
}
