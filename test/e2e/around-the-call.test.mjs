import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

describe('around a call', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  const people = async (t) => {
    const { newPerson } = invite(t, browser);
    const page = new URL('examples/drop-in/', server.url).href;
    return Promise.all([0, 1].map(async () => (await newPerson()).open(page)));
  };

  test('each sees who speaks, as long as a microphone is on', async (t) => {
    const [alice, bob] = await people(t);
    await connect(alice, bob);
    const sees = ({ page }, who) => page.locator(`.root[data-speaking~=${who}]`).waitFor();
    // The microphones beep.
    await Promise.all([sees(alice, 'remote'), sees(alice, 'local'), sees(bob, 'remote')]);
    await alice.presses('Microphone');
    await bob.page.locator('.root:not([data-speaking~=remote])').waitFor();
    await alice.page.locator('.root:not([data-speaking~=local])').waitFor();
    await sees(bob, 'local');
  });

  test('a key turns the microphone off, and another hangs up', async (t) => {
    const [alice, bob] = await people(t);
    await connect(alice, bob);
    await alice.page.locator('[part=hangup-button]').focus();
    await alice.page.keyboard.press('m');
    await bob.readsTheirMicrophone('off');
    await alice.page.keyboard.press('Shift+H');
    await bob.reads('Call ended');
  });

  test('who is called hears it ring, and it ends with the answer', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await bob.page.addInitScript(() => {
      globalThis.contexts = [];
      globalThis.AudioContext = class extends AudioContext {
        constructor(options) {
          super(options);
          // Those for who speaks play nothing.
          if (!options) globalThis.contexts.push(this);
        }
      };
    });
    const page = new URL('examples/drop-in/', server.url).href;
    await Promise.all([alice.open(page), bob.open(page)]);
    const address = await bob.address();
    await bob.page.locator('p2p-video-call').click({ position: { x: 5, y: 5 } });
    await alice.dials(address);
    await bob.page.waitForFunction(() =>
      globalThis.contexts.some(({ state }) => state === 'running'),
    );
    await bob.presses('Answer');
    await bob.page.waitForFunction(() =>
      globalThis.contexts.every(({ state }) => state === 'closed'),
    );
    const rings = await bob.page.evaluate(() => globalThis.contexts.length);
    assert.equal(rings, 1);
  });
});
