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
  // Candidates contain the real addresses, as in any page with camera permission.
  // The address bar's suggestions have pages of their own, in each window.
  '--disable-features=WebRtcHideLocalIpsWithMdns,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

/**
 * @param {string} trustedKey hash of the key of the TURN server; `acceptInsecureCerts` reaches pages only
 * @param {readonly string[]} more arguments for Chromium
 */
export function launchChromium(trustedKey, more = []) {
  return puppeteer.launch({
    executablePath: ensureChromium(),
    args: [...ARGUMENTS, `--ignore-certificate-errors-spki-list=${trustedKey}`, ...more],
    // This process ends it itself when it is told to.
    handleSIGINT: false,
  });
}
