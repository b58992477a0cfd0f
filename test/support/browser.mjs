import { chromium } from 'playwright-core';
import { ensureChromium } from '../../scripts/ensure-chromium.mjs';

const DISABLED_FEATURES = [
  // Each window has two pages of its own for the address bar's suggestions. They took 40 % of the processor.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // Of the switch as Playwright gives it, which this one takes the place of.
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** What Chromium needs in tests, whoever starts it. */
export const CHROMIUM_ARGUMENTS = [
  // Chromium refuses to run as root with its sandbox, and CI containers are root.
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED_FEATURES.join()}`,
  // A moving picture and a beep instead of a camera and a microphone.
  '--use-fake-device-for-media-stream',
  // Nothing leaves the machine: no name but this one resolves, so no STUN server does either.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/**
 * Starts Chromium. Its pages show no permission prompts: what a context's `permissions` do not grant is denied.
 *
 * @param {readonly string[]} moreArguments
 * @param {readonly string[]} withoutArguments those of Playwright that are left out
 */
export function launchBrowser(moreArguments = [], withoutArguments = []) {
  return chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGUMENTS, ...moreArguments],
    ignoreDefaultArgs: [...withoutArguments],
  });
}
