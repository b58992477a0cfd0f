import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

/**
 * Puts a recognizer into a page that hears what the test says: no browser for tests has a real one. `__hear(text)` speaks; it tells
 * whether anybody listened, to a live track of a microphone.
 */
function installRecognizer() {
  let running = null;
  globalThis.SpeechRecognition = class extends EventTarget {
    static available = async ({ langs, processLocally }) =>
      processLocally && langs[0] === 'en-US' ? 'available' : 'unavailable';
    static install = async () => true;
    get processLocally() {
      return this.isLocal ?? false;
    }
    set processLocally(isLocal) {
      this.isLocal = isLocal;
    }
    start(track) {
      this.track = track;
      running = this;
      this.dispatchEvent(new Event('start'));
    }
    abort() {
      if (running === this) running = null;
    }
  };
  globalThis.__hear = (transcript, isFinal = true) => {
    const { track, isLocal, lang } = running ?? {};
    if (track?.kind !== 'audio' || track.readyState !== 'live' || !isLocal) return null;
    const results = [{ isFinal, 0: { transcript } }];
    running.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results }));
    return lang;
  };
}

describe('captions between two pages', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  async function inCall(t) {
    const { newPerson } = invite(t, browser);
    const [reader, speaker] = await Promise.all([newPerson(), newPerson()]);
    await speaker.page.addInitScript(installRecognizer);
    const url = new URL('examples/drop-in/', server.url).href;
    await Promise.all([reader.open(url), speaker.open(url)]);
    await connect(speaker, reader);
    return { reader, speaker };
  }

  const note = ({ page }, hasText) => page.locator('[part=captions-note]', { hasText });
  const captions = ({ page }) => page.locator('[part=captions]');

  async function toggle({ page }) {
    await page.locator('[part=more-button]').click();
    await page.locator('[part=captions-button]').click();
  }

  test('what is said on one page is read on the other, until it is ended there', async (t) => {
    const { reader, speaker } = await inCall(t);
    await toggle(reader);
    await note(speaker, 'what you say is written on your device').waitFor();
    assert.equal(await speaker.page.evaluate(() => globalThis.__hear('good', false)), 'en-US');
    await captions(reader).getByText('good', { exact: true }).waitFor();
    await speaker.page.evaluate(() => globalThis.__hear('good <b>morning</b>'));
    await captions(reader).getByText('good <b>morning</b>', { exact: true }).waitFor();

    await speaker.presses('Turn off');
    await note(reader, 'They don’t want what they say to be written.').waitFor();
    assert.equal(await speaker.page.evaluate(() => globalThis.__hear('secret')), null);
  });

  test('nothing is written while the microphone is off', async (t) => {
    const { reader, speaker } = await inCall(t);
    await toggle(reader);
    await note(speaker, 'what you say is written').waitFor();
    await speaker.presses('Microphone');
    await speaker.page.waitForFunction(() => globalThis.__hear('secret') === null);
    await speaker.presses('Microphone');
    await speaker.page.waitForFunction(() => globalThis.__hear('back again') !== null);
    await captions(reader).getByText('back again').waitFor();
    await toggle(reader);
    await speaker.page.waitForFunction(() => globalThis.__hear('secret') === null);
    await note(speaker, 'what you say is written').waitFor({ state: 'detached' });
  });

  test('a browser that can’t write them on the device says so on the other side', async (t) => {
    const { reader, speaker } = await inCall(t);
    await speaker.page.evaluate(() => delete globalThis.SpeechRecognition);
    await toggle(reader);
    await note(reader, 'without sending their voice elsewhere').waitFor();
    assert.equal(await note(speaker, '').count(), 0);
  });
});
