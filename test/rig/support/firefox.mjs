import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../../scripts/ensure-rig.mjs';

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // Candidates contain the real addresses, as in any page with camera permission.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // Sound may play without a click.
  'media.autoplay.default': 0,
};

export function launchFirefox() {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    extraPrefsFirefox: PREFERENCES,
    // This includes the connection to the TURN server.
    acceptInsecureCerts: true,
    handleSIGINT: false,
  });
}
