import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite, watchMotion } from './support/person.mjs';

describe('the screen of a call, by hand', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  /** Two in a call, of whom the first one has a screen like that. */
  async function inCall(t, options) {
    const { newPerson } = invite(t, browser);
    const url = new URL('examples/drop-in/', server.url).href;
    const [alice, bob] = await Promise.all([newPerson(options), newPerson()]);
    await Promise.all([alice.open(url), bob.open(url)]);
    await connect(bob, alice);
    return { alice, bob };
  }

  const box = (person, selector) => person.page.locator(selector).boundingBox();
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const until = (person, check) => person.page.waitForFunction(check);

  test('the self-view is dragged to another corner, and a double click swaps the two pictures', async (t) => {
    const { alice } = await inCall(t, { viewport: { width: 900, height: 1100 } });
    const { mouse } = alice.page;
    const frame = await box(alice, 'p2p-video-call');
    const start = middle(await box(alice, '.of-self'));
    await mouse.move(...start);
    await mouse.down();
    await mouse.move(start[0] - 100, start[1] - 100);
    await mouse.move(frame.x + 60, frame.y + 120, { steps: 5 });
    await mouse.up();
    await alice.page.locator('.at-top.at-start').waitFor();
    await until(alice, () => {
      const { shadowRoot } = document.querySelector('p2p-video-call');
      const outer = shadowRoot.querySelector('.root').getBoundingClientRect();
      const { left, top } = shadowRoot.querySelector('.self').getBoundingClientRect();
      return left - outer.left < 40 && top - outer.top < 120;
    });
    await mouse.dblclick(...middle(await box(alice, '.of-self')));
    await alice.page.locator('.main-self').waitFor();
    await alice.seesAndHearsPeer();
    await alice.page.locator('.of-remote .grip').press('Enter');
    await alice.page.locator('.main-remote').waitFor();
    await alice.seesAndHearsPeer();
  });

  test('the toolbar follows the width of the window, and each button stays within it', async (t) => {
    const { alice } = await inCall(t, { viewport: { width: 1200, height: 700 } });
    await alice.page.locator('[part=toolbar] [part=fullscreen-button]').waitFor();
    for (const [width, height] of [
      [320, 568],
      [568, 320],
      [280, 653],
      [1200, 700],
    ]) {
      await alice.page.setViewportSize({ width, height });
      await until(alice, () => {
        const { shadowRoot } = document.querySelector('p2p-video-call');
        const buttons = [...shadowRoot.querySelectorAll('.toolbar > button')];
        return buttons.every((button) => {
          const { left, right } = button.getBoundingClientRect();
          return left >= 0 && right <= innerWidth;
        });
      });
      await alice.page.locator('[part=hangup-button]').waitFor();
    }
    await alice.page.locator('[part=toolbar] [part=fullscreen-button]').waitFor();
  });

  test('full screen is entered and left by its button, and the call goes on', async (t) => {
    const { alice, bob } = await inCall(t, { viewport: { width: 1200, height: 700 } });
    await alice.presses('Full screen');
    await until(alice, () => document.fullscreenElement?.localName === 'p2p-video-call');
    await alice.page.getByRole('button', { name: 'Leave full screen' }).waitFor();
    const { width, height } = await box(alice, 'p2p-video-call');
    assert.deepEqual([width, height], await alice.page.evaluate(() => [innerWidth, innerHeight]));
    await alice.page.locator('[part=more-button]').click();
    await alice.page.locator('[part=more]').waitFor();
    await alice.page.keyboard.press('Escape');
    await until(alice, () => document.fullscreenElement === null);
    await alice.page.locator('[part=more]').waitFor();
    await alice.page.keyboard.press('Escape');
    await alice.page.locator('[part=more]').waitFor({ state: 'detached' });
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
  });

  test('picture in picture has moving pictures and buttons that act on the other side; the page is still heard', async (t) => {
    const { alice, bob } = await inCall(t, { viewport: { width: 1200, height: 700 } });
    await alice.page.locator('p2p-video-call').evaluate((element) => {
      globalThis.restarts = [];
      const note = ({ type, target }) => globalThis.restarts.push(`${type} ${target.className}`);
      element.shadowRoot.addEventListener('emptied', note, true);
    });
    const [pip] = await Promise.all([
      alice.page.context().waitForEvent('page'),
      alice.presses('Picture in picture'),
    ]);
    await watchMotion(pip.locator('video.remote'));
    assert.match(await pip.title(), /Video call/);
    await alice.hearsPeer();
    await pip.getByRole('button', { name: 'Microphone' }).click();
    await bob.readsTheirMicrophone('off');
    await pip.getByRole('button', { name: 'Camera' }).click();
    await bob.page.locator('.placeholder', { hasText: 'Their camera is off' }).waitFor();
    await pip.getByRole('button', { name: 'Camera' }).click();
    await bob.seesMotion('remote-video');
    await alice.page.locator('p2p-video-call').evaluate((element) => {
      element.parentElement.append(element);
    });
    await alice.seesAndHearsPeer();
    const closed = pip.waitForEvent('close');
    await pip.getByRole('button', { name: 'Hang up' }).click();
    await bob.reads('Call ended');
    await closed;
    assert.deepEqual(
      (await alice.page.evaluate(() => globalThis.restarts)).filter((one) => /voice/.test(one)),
      ['emptied voice'],
      'at the end alone',
    );
  });

  test('a shared screen is spread by two fingers', async (t) => {
    const { alice, bob } = await inCall(t, {
      viewport: { width: 400, height: 700 },
      hasTouch: true,
      isMobile: true,
    });
    await bob.page.evaluate(() => {
      // Nobody is there to choose a screen.
      navigator.mediaDevices.getDisplayMedia = async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
        const context = canvas.getContext('2d');
        setInterval(() => {
          context.fillStyle = `hsl(${performance.now() % 360} 90% 60%)`;
          context.fillRect(0, 0, canvas.width, canvas.height);
        }, 50);
        return canvas.captureStream(20);
      };
    });
    await bob.presses('Share screen');
    await alice.page.locator('.main-screen').waitFor();
    await alice.seesMotion('remote-screen-video');
    const session = await alice.page.context().newCDPSession(alice.page);
    const touch = (type, ...points) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const [x, y] = middle(await box(alice, 'p2p-video-call'));
    await touch('touchStart', [x - 20, y], [x + 20, y]);
    for (let step = 1; step <= 5; step += 1) {
      await touch('touchMove', [x - 20 - step * 10, y], [x + 20 + step * 10, y]);
    }
    await touch('touchEnd');
    await alice.page.locator('.zoomed').waitFor();
    const { width } = await box(alice, '[part=remote-screen-video]');
    const frame = await box(alice, 'p2p-video-call');
    assert.ok(width > frame.width * 1.8, `${width} of ${frame.width}`);
    assert.equal(await alice.page.evaluate(() => visualViewport.scale), 1);
    await alice.page.getByRole('button', { name: /Show all of it/ }).click();
    await alice.page.locator('.zoomed').waitFor({ state: 'detached' });
  });
});
