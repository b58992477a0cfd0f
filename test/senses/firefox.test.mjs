import { FIREFOX_SCENES } from './cells.mjs';
import { launchFirefox } from './support/browsers.mjs';
import { describeInstruments } from './support/instruments-suite.mjs';
import { describeSenses } from './support/suite.mjs';

describeInstruments('Firefox', launchFirefox);
describeSenses('Firefox', launchFirefox, FIREFOX_SCENES);
