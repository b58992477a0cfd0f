import { findFirefox } from '../../scripts/ensure-rig.mjs';

/** How Firefox is launched in tests, by Puppeteer. */
export const FIREFOX = {
  browser: 'firefox',
  executablePath: findFirefox(),
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
};
