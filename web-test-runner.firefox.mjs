import { chromeLauncher } from '@web/test-runner-chrome';
import { FIREFOX } from './test/support/firefox.mjs';
import inChromium from './web-test-runner.config.mjs';

/**
 * The tests of the element, in Firefox. `*.chromium.test.ts` is what Firefox has nothing for (it recognizes no speech, has no
 * control of its own for permissions, and gives events that a page dispatches on a track to no listener of the track), and
 * what is recorded: after fifty files in one tab Firefox is late to play it. Its recordings are looked at in `test/senses`.
 */
export default {
  ...inChromium,
  files: ['test/element/**/*.test.ts', '!**/*.chromium.test.ts'],
  // In a tab behind another one Firefox draws nothing, and its timers wait.
  concurrency: 1,
  browsers: [chromeLauncher({ launchOptions: FIREFOX })],
};
