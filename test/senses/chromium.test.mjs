import { CHROMIUM_SCENES } from './cells.mjs';
import { launchChromium } from './support/browsers.mjs';
import { describeInstruments } from './support/instruments-suite.mjs';
import { describeSenses } from './support/suite.mjs';

describeInstruments('Chromium', launchChromium);
describeSenses('Chromium', launchChromium, CHROMIUM_SCENES);
