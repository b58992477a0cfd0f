import puppeteer from 'puppeteer-core';
import { ensureChromium } from '../../../scripts/ensure-chromium.mjs';

const ARGUMENTS = [
  // Chromium refuses to run as root with its sandbox, and the rig needs root.
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  // Candidates contain the real addresses, as in any page with camera permission.
  // The address bar's suggestions have pages of their own, in each window.
  '--disable-features=WebRtcHideLocalIpsWithMdns,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];

/** Gives camera and microphone without a question, and of screens a fake one of 800 × 450. */
const FAKE_UI = '--use-fake-ui-for-media-stream';

/** The same for camera and microphone, and of screens the window with this title. For `more` of {@link launchChromium}. */
export const sharingWindow = (title) => [
  '--auto-accept-camera-and-microphone-capture',
  `--auto-select-tab-capture-source-by-title=${title}`,
  // That of a headless browser has 800 × 600, and no more of a window is captured.
  '--screen-info={2100x1400}',
];

/**
 * @param {string} trustedKey hash of the key of the TURN server; `acceptInsecureCerts` reaches pages only
 * @param {readonly string[]} more arguments for Chromium
 */
export function launchChromium(trustedKey, more = []) {
  const isSharing = more.some((each) => each.startsWith('--auto-select-tab'));
  return puppeteer.launch({
    executablePath: ensureChromium(),
    args: [
      ...ARGUMENTS,
      ...(isSharing ? [] : [FAKE_UI]),
      `--ignore-certificate-errors-spki-list=${trustedKey}`,
      ...more,
    ],
    // This process ends it itself when it is told to.
    handleSIGINT: false,
  });
}
