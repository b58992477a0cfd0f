import { launchFirefox } from '../senses/support/browsers.mjs';
import { describeAttacks } from './attacks.mjs';

describeAttacks('Firefox', launchFirefox);
