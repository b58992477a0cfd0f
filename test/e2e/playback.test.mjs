import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite, Person } from './support/person.mjs';

describe('what is heard and seen', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  async function inviteTwo(t) {
    const { newPerson } = invite(t, browser);
    const url = new URL('examples/drop-in/', server.url).href;
    return Promise.all([1, 2].map(async () => (await newPerson()).open(url)));
  }

  test('a voice does not depend on a picture', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await alice.dials(await bob.address());
    await bob.presses('Audio only');
    await Promise.all([alice.hearsPeer(), bob.seesAndHearsPeer()]);
    await alice.presses('Camera');
    await bob.noLongerSees('remote-video');
    await bob.hearsPeer();
    await bob.presses('Camera');
    await alice.seesAndHearsPeer();
  });

  test('mutes, texts and figures do not start the media anew', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await connect(alice, bob);
    await bob.page.locator('p2p-video-call').evaluate((element) => {
      globalThis.restarts = [];
      const note = ({ type, target }) => globalThis.restarts.push(`${type} ${target.className}`);
      for (const type of ['emptied', 'loadstart']) {
        element.shadowRoot.addEventListener(type, note, true);
      }
    });
    for (const setting of ['off', 'on']) {
      await alice.presses('Microphone');
      await bob.readsTheirMicrophone(setting);
      await alice.presses('Camera');
      await bob.readsTheirCamera(setting);
    }
    for (const pressed of [false, true]) {
      await bob.presses('Microphone');
      await bob.page.getByRole('button', { name: 'Microphone', pressed }).waitFor();
    }
    await bob.page.locator('p2p-video-call').evaluate(async (element) => {
      document.body.append(Object.assign(document.createElement('p'), { lang: 'ko' }));
      element.setAttribute('peer-id', 'somebody-else');
      element.strings = { hangup: 'Bye' };
      await element.updateComplete;
    });
    await bob.page.getByRole('button', { name: 'Bye' }).waitFor();
    await bob.seesAndHearsPeer();
    assert.deepEqual(await bob.page.evaluate(() => globalThis.restarts), []);
  });

  test('what is paused from outside plays on', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await connect(alice, bob);
    const paused = await bob.page.locator('p2p-video-call').evaluate((element) => {
      const media = [...element.shadowRoot.querySelectorAll('audio, video')];
      for (const one of media) one.pause();
      return media.every((one) => one.paused);
    });
    assert.ok(paused);
    await bob.seesAndHearsPeer();
    await bob.seesMotion('local-video');
  });

  test('moved into a frame, the element looks as it did, and the call goes on', async (t) => {
    const [alice, bob] = await inviteTwo(t);
    await connect(alice, bob);
    const background = (frame) =>
      frame
        .locator('p2p-video-call .root')
        .evaluate((root) => getComputedStyle(root).backgroundImage);
    const before = await background(bob.page);
    await bob.page.locator('p2p-video-call').evaluate((element) => {
      const frame = Object.assign(document.createElement('iframe'), { width: 800, height: 600 });
      document.body.append(frame);
      frame.contentDocument.body.append(element);
    });
    const framed = new Person(bob.page.frameLocator('iframe'));
    await framed.seesAndHearsPeer();
    assert.equal(await background(framed.page), before);
    await framed.presses('Microphone');
    await alice.readsTheirMicrophone('off');
    await alice.seesAndHearsPeer();
    await framed.presses('Hang up');
    await alice.reads('Call ended');
  });

  test('a page that nobody has touched offers the sound, and the next call has it', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    const says = (prefix) =>
      bob.page.waitForEvent('console', (message) => message.text().startsWith(prefix));
    const [address] = await Promise.all([
      says('address: '),
      bob.open(new URL('test/e2e/pages/untouched.html', server.url).href),
      alice.open(new URL('examples/drop-in/', server.url).href),
    ]);
    await Promise.all([
      says('offer: Tap to hear'),
      alice.dials(address.text().replace('address: ', '')),
    ]);
    const offer = bob.page.getByRole('button', { name: 'Tap to hear' });
    // Anywhere in the page will do.
    await bob.page.mouse.click(5, 5);
    await offer.waitFor({ state: 'detached' });
    await bob.seesAndHearsPeer();

    await bob.presses('Hang up');
    await bob.presses('Call again');
    await alice.presses('Answer');
    await bob.seesAndHearsPeer();
    assert.equal(await offer.count(), 0);
  });
});
