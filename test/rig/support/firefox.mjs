import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../../scripts/ensure-rig.mjs';

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Candidates show the real addresses, as with any page that may use the camera.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // Sound without a click.
  'media.autoplay.default': 0,
};

export function launchFirefox() {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    extraPrefsFirefox: PREFERENCES,
    // It holds for the connection to the TURN server too.
    acceptInsecureCerts: true,
    handleSIGINT: false,
  });
}
