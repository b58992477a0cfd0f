import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

let server;
before(async () => {
  server = await startDevCommand();
});
after(() => server?.stop());

describe('camera and microphone', () => {
  let browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  test('the other side sees when they go off, and when they come back', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await connect(alice, bob);

    await alice.presses('Microphone');
    await bob.readsTheirMicrophone('off');
    await alice.presses('Microphone');
    await bob.readsTheirMicrophone('on');

    await alice.presses('Camera');
    await bob.readsTheirCamera('off');
    await Promise.all([bob.noLongerSees('remote-video'), alice.noLongerSees('local-video')]);
    await alice.presses('Camera');
    await bob.readsTheirCamera('on');
    await Promise.all([bob.seesAndHearsPeer(), alice.seesMotion('local-video')]);
  });

  test('answering with the voice only', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await alice.dials(await bob.address());
    await bob.presses('Audio only');
    await Promise.all([alice.reads('Connected'), bob.seesAndHearsPeer()]);
    await alice.readsTheirCamera('off');
    await bob.presses('Camera');
    await alice.seesAndHearsPeer();
  });

  test('who does not allow them is told so, and still sees and hears the other side', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson({ permissions: [] }), newPerson()]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await alice.dials(await bob.address());
    await alice.page.getByRole('alert').getByText('Camera or microphone is blocked').waitFor();
    await bob.presses('Answer');
    await Promise.all([alice.seesAndHearsPeer(), bob.reads('Connected')]);
    await bob.readsTheirCamera('off');
    await bob.readsTheirMicrophone('off');
  });

  test('answering works without them too', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson({ permissions: [] })]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await alice.dials(await bob.address());
    await bob.presses('Answer');
    await bob.page.getByRole('alert').getByText('Camera or microphone is blocked').waitFor();
    await Promise.all([bob.seesAndHearsPeer(), alice.reads('Connected')]);
    await alice.readsTheirCamera('off');
  });

  test('the camera of the preview goes on in the call, on both sides', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    for (const { page } of [alice, bob]) await page.addInitScript(noteCameras);
    const page = new URL('examples/drop-in/', server.url).href;
    await Promise.all([alice.open(page), bob.open(page)]);
    for (const person of [alice, bob]) {
      await person.presses('Check my camera');
      await person.seesMotion('local-video');
    }
    await connect(alice, bob);
    for (const { page } of [alice, bob]) {
      const { opened, shown } = await page.locator('[part=local-video]').evaluate((video) => ({
        opened: globalThis.cameras.map(({ id, readyState }) => ({ id, readyState })),
        shown: video.srcObject.getVideoTracks()[0].id,
      }));
      assert.deepEqual(opened, [{ id: shown, readyState: 'live' }], 'it was opened once');
    }
    await alice.presses('Hang up');
    await bob.reads('Call ended');
    for (const { page } of [alice, bob]) {
      const states = await page.evaluate(() => globalThis.cameras.map((track) => track.readyState));
      assert.deepEqual(states, ['ended']);
    }
  });

  test('they stay untouched until the user calls or answers', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    for (const { page } of [alice, bob]) await page.addInitScript(countUses);
    const page = new URL('examples/drop-in/', server.url).href;
    await Promise.all([alice.open(page), bob.open(page)]);
    const uses = ({ page }) => page.evaluate(() => globalThis.uses);
    const untouched = { cameras: 0, connections: 0 };

    const address = await bob.address();
    await alice.address();
    assert.deepEqual(await uses(alice), untouched, 'of who has opened the page');

    await alice.dials(address);
    await bob.reads('Incoming call');
    // The caller knows that it rings there: everything has been exchanged that there is before an answer.
    await alice.reads('Ringing…');
    assert.deepEqual(await uses(bob), untouched, 'of whose page rings');
    assert.deepEqual(await uses(alice), { cameras: 1, connections: 1 }, 'of who calls');

    await bob.presses('Answer');
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
    assert.deepEqual(await uses(bob), { cameras: 1, connections: 1 }, 'of who has answered');
  });
});

describe('the screen', () => {
  let browser;
  before(async () => {
    // Chooses a screen in place of the user; nothing else does without a display. It is a fake screen, too.
    browser = await launchBrowser(['--use-fake-ui-for-media-stream']);
  });
  after(() => browser?.close());

  test('the other side sees it beside the camera, until sharing ends', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await connect(alice, bob);

    await alice.presses('Share screen');
    await bob.seesMotion('remote-screen-video');
    await bob.seesAndHearsPeer();
    const screen = bob.page.locator('[part=remote-screen-video]');
    const { kind } = await alice.page.locator('[part=local-video]').evaluate((video) => ({
      kind: video.srcObject.getVideoTracks()[0].getSettings().displaySurface,
    }));
    assert.equal(kind, 'monitor', 'what is shared is a screen');
    assert.notEqual(await screen.evaluate((video) => video.videoWidth), 0);

    await alice.presses('Share screen');
    await bob.noLongerSees('remote-screen-video');
    await bob.seesAndHearsPeer();
  });
});

/** Runs in the page, before its own scripts. */
function noteCameras() {
  globalThis.cameras = [];
  const { mediaDevices } = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    globalThis.cameras.push(...stream.getVideoTracks());
    return stream;
  };
}

/** Runs in the page, before its own scripts. */
function countUses() {
  globalThis.uses = { cameras: 0, connections: 0 };
  const { mediaDevices } = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) => {
    globalThis.uses.cameras += 1;
    return getUserMedia(constraints);
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      globalThis.uses.connections += 1;
    }
  };
}
