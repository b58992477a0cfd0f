import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { invite } from './support/person.mjs';
import { watchShifts } from './support/shifts.mjs';

const PAGE = 'test/e2e/pages/content-around.html';
const PANELS = ['verify', 'chat', 'devices', 'more'];

/** All that happens is done by scripts: the browser excuses whatever moves in the half second after a press. */
describe('what is around the element stays where it is', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  const onElement = (page, action, argument) =>
    page.locator('p2p-video-call').evaluate(action, argument);
  const reaches = (page, state) => page.locator(`p2p-video-call[state=${state}]`).waitFor();

  /** A page, and what tells whether anything of it has moved since it was first shown. */
  async function open(newPerson, viewport) {
    const { page } = await newPerson({ viewport });
    const take = await watchShifts(page);
    await page.goto(new URL(PAGE, server.url).href);
    const places = () =>
      page.evaluate(() =>
        ['h1', 'main'].map((name) => document.querySelector(name).getBoundingClientRect().top),
      );
    const atFirst = await places();
    const isStill = async (when) => {
      const ofPage = (await take()).filter(({ moved }) => moved.length > 0);
      assert.deepEqual([await places(), ofPage], [atFirst, []], when);
    };
    return { page, isStill };
  }

  const press = (page, part) =>
    onElement(
      page,
      ({ shadowRoot }, name) => {
        const button = shadowRoot.querySelector(`button[part~=${name}]`);
        button?.click();
        return button !== null;
      },
      part,
    );

  for (const [width, height] of [
    [375, 900],
    [900, 900],
    [1440, 1100],
  ]) {
    test(`from the first picture to the end of a call, ${width} wide`, async (t) => {
      const { newPerson } = invite(t, browser);
      const viewport = { width, height };
      const [alice, bob] = [await open(newPerson, viewport), await open(newPerson, viewport)];
      const both = async (when) => {
        for (const { isStill } of [alice, bob]) await isStill(when);
      };
      for (const { page } of [alice, bob]) {
        await reaches(page, 'idle');
        // With what is fetched after the first picture.
        await page.locator('[part=devices-button]').waitFor();
      }
      await both('idle');
      const address = await onElement(bob.page, (element) => element.connectionId);
      await onElement(alice.page, (element, to) => void element.startCall(to), address);
      for (const { page } of [alice, bob]) await reaches(page, 'ringing');
      await bob.page.locator('[part=answer-button]').waitFor();
      await alice.page.locator('[part=hangup-button]').waitFor();
      await both('ringing');

      await onElement(bob.page, (element) => void element.answer());
      for (const { page } of [alice, bob]) {
        await page.locator('[part=remote-video][data-on]').waitFor();
        await reaches(page, 'connected');
      }
      await both('connected');
      for (const panel of PANELS) {
        // Where there is no room for its button, it is in the menu.
        if (!(await press(alice.page, `${panel}-button`))) continue;
        const opened = alice.page.locator('[aria-expanded=true]').first();
        await opened.waitFor();
        await alice.isStill(`${panel} is open`);
        await press(alice.page, `${panel}-button`);
        await opened.waitFor({ state: 'detached' });
      }
      await onElement(bob.page, (element) => void element.toggleCamera(false));
      await alice.page.locator('[part=placeholder]').waitFor();
      await both('one camera is off');

      await onElement(bob.page, (element) => element.hangup());
      await reaches(alice.page, 'ended');
      await both('ended');
    });
  }
});
