import { launchChromium } from '../senses/support/browsers.mjs';
import { describeAttacks } from './attacks.mjs';

describeAttacks('Chromium', launchChromium);
