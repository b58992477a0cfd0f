import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

const PAGE = 'test/e2e/pages/resume.html';

const LISTENING_PAGE = 'test/e2e/pages/resume-listening.html';

/** A call on this page is given up after 6 s without a sign of life. */
const IMPATIENT_PAGE = 'test/e2e/pages/impatient.html';

describe('a call outlives', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  async function inviteTwo(t, { isExpected, page = PAGE } = {}) {
    const { newPerson } = invite(t, browser, isExpected);
    const people = await Promise.all([newPerson(), newPerson()]);
    const url = new URL(page, server.url).href;
    return Promise.all(people.map((person) => person.open(url)));
  }

  for (const who of ['caller', 'callee']) {
    test(`the reload of the page of the ${who}`, async (t) => {
      const [caller, callee] = await inviteTwo(t);
      await connect(caller, callee);
      const [leaver, other] = who === 'caller' ? [caller, callee] : [callee, caller];
      await leaver.presses('Microphone');
      const mutedMark = other.page.getByRole('img', { name: 'Their microphone is off' });
      await mutedMark.waitFor();
      await isKept(leaver.page);

      for (const reload of [1, 2]) {
        await leaver.page.reload();
        await Promise.all([leaver.seesAndHearsPeer(), other.seesMotion('remote-video')]);
        await Promise.all([leaver.reads('Connected'), other.reads('Connected')]);
        assert.ok(await mutedMark.isVisible(), `still muted after reload ${reload}`);
      }
      await leaver.presses('Microphone');
      await other.seesAndHearsPeer();
      await other.presses('Hang up');
      await leaver.reads('Call ended');

      await leaver.page.reload();
      await leaver.reads('Ready for calls');
    });
  }

  for (const [what, page, isCached] of [
    // Chromium 156 keeps no page in its back-forward cache that has a camera or microphone open.
    ['with a camera, which is loaded anew', PAGE, false],
    ['that only listens, which comes as it was', LISTENING_PAGE, true],
  ]) {
    test(`a link to another page and the way back to one ${what}`, async (t) => {
      // Users have that cache, but Playwright turns it off.
      const from = await launchBrowser([], ['--disable-back-forward-cache']);
      t.after(() => from.close());
      // What the browser says of the sockets of a page that it puts there.
      const { newPerson } = invite(t, from, (text) => text.includes('Back-Forward Cache'));
      const [leaver, other] = await Promise.all([newPerson(), newPerson()]);
      await leaver.open(new URL(page, server.url).href);
      await other.open(new URL(PAGE, server.url).href);
      await leaver.dials(await other.address());
      await other.presses('Answer');
      await leaver.seesMotion('remote-video');
      await Promise.all([leaver.reads('Connected'), other.reads('Connected')]);
      await isKept(leaver.page);

      for (const round of [1, 2]) {
        await leaver.page.evaluate((mark) => (globalThis.mark = mark), round);
        await leaver.page.getByRole('link', { name: 'Elsewhere' }).click();
        await leaver.page.getByRole('heading', { name: 'Elsewhere' }).waitFor();
        await other.reads('Connection lost. Reconnecting…');
        // `goBack()` waits for a load that a page out of the cache does not have.
        await leaver.page.evaluate(() => void setTimeout(() => history.back()));
        await leaver.seesMotion('remote-video');
        await Promise.all([leaver.reads('Connected'), other.reads('Connected')]);
        const isSame = await leaver.page.evaluate((mark) => globalThis.mark === mark, round);
        assert.equal(isSame, isCached, 'the page is the one that was left');
      }
      await other.presses('Hang up');
      await leaver.reads('Call ended');
    });
  }

  test('pages whose scripts stand still, one after the other and both at once', async (t) => {
    const [caller, callee] = await inviteTwo(t, { page: IMPATIENT_PAGE });
    await connect(caller, callee);
    const states = [caller, callee].map(({ page }) => watchStates(page));
    await Promise.all(states.map(({ started }) => started));
    const ofCaller = await block(caller.page);
    // They take longer than silence is suffered.
    await seesPictures(callee.page, 90);
    const ofCallee = await block(callee.page);
    await ofCaller.dismiss();
    await seesPictures(caller.page, 90);
    await ofCallee.dismiss();
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    await Promise.all([seesPictures(caller.page, 90), seesPictures(callee.page, 90)]);
    assert.deepEqual(await Promise.all(states.map(({ read }) => read())), [[], []]);
    await caller.presses('Hang up');
    await callee.reads('Call ended');
  });

  test('its sockets, and its relay', async (t) => {
    // What the browser itself says of a relay that is gone.
    const isExpected = (text) => text.startsWith('WebSocket connection');
    const [caller, callee] = await inviteTwo(t, { isExpected });
    const address = await caller.address();
    await caller.dials(await callee.address());
    await caller.reads('Ringing…');
    server.faults.start({ kind: 'kill', connections: address });
    await callee.presses('Answer');
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    await Promise.all([caller.reads('Connected'), callee.reads('Connected')]);

    const { read } = watchStates(caller.page);
    const gone = server.faults.start({ kind: 'gone' });
    await caller.page.getByText('Reconnecting to server').waitFor();
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    gone.heal();
    await caller.page.getByText('Reconnecting to server').waitFor({ state: 'detached' });
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    assert.deepEqual(await read(), [], 'the call itself was never in doubt');
    await caller.presses('Hang up');
    await callee.reads('Call ended');
  });
});

/** Waits until the call is stored, so that the page can be left: that takes the peer's first proven message, and a moment. */
async function isKept(page) {
  await page.waitForFunction(async () => {
    // To open it before it is there would make it, without its store.
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'p2p-video-call')) return false;
    const doneOf = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await doneOf(indexedDB.open('p2p-video-call'));
    try {
      return (await doneOf(database.transaction('calls').objectStore('calls').count())) > 0;
    } finally {
      database.close();
    }
  });
}

/** Notes the states of the element from now on; `read` gives them out. */
function watchStates(page) {
  const started = page.evaluate(() => {
    globalThis.states = [];
    addEventListener('call-statechange', ({ state }) => globalThis.states.push(state));
  });
  return { started, read: () => started.then(() => page.evaluate(() => globalThis.states)) };
}

/** Lets the page open an `alert()`, in which its scripts stand still. Returns the dialog once it is there. */
async function block(page) {
  const opened = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => alert('Everything stands still')));
  return opened;
}

/** Waits until so many more pictures of the other side have come, in a call that is in no doubt meanwhile. */
async function seesPictures(page, count) {
  await page.locator('[part=remote-video]').evaluate(async (video, more) => {
    const pictures = () => video.getVideoPlaybackQuality().totalVideoFrames;
    const wanted = pictures() + more;
    while (pictures() < wanted) {
      const { state } = video.getRootNode().host;
      if (state !== 'connected') throw new Error(`The call is ${state}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, count);
}
