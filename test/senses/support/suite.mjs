import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDevServer } from '../../support/dev-server.mjs';
import { startSocketIoExample } from '../../support/socket-io-example.mjs';
import { Stage } from './stage.mjs';

/** Makes a test of each step of each scene, and one of the errors that the pages had meanwhile. */
export function describeSenses(browserName, launch, scenes) {
  // Most of the time is spent waiting for the next beep, so there is time for two more scenes.
  describe(`heard, seen and read in ${browserName}`, { concurrency: 3 }, () => {
    let browser;
    const servers = {};
    const stops = [];

    before(async () => {
      const [pages, socketIo] = await Promise.all([startDevServer(), startSocketIoExample()]);
      stops.push(pages.stop, socketIo.stop);
      Object.assign(servers, { pages: pages.url, socketIo: socketIo.url });
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await Promise.all(stops.map((stop) => stop()));
    });

    for (const scene of scenes) {
      describe(scene.name, { concurrency: 1 }, () => {
        let stage = null;
        after(() => stage?.close());

        for (const step of scene.steps) {
          it(step.name, async () => {
            // Not before it is needed: one scene alone should not wait for the pages of all.
            stage ??= await Stage.open(browser, servers, scene);
            await stage.take(step);
          });
        }
        it('without an error on the pages', () => assert.deepEqual(stage?.problems ?? [], []));
      });
    }
  });
}
