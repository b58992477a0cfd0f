import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

/** A name that no browser takes for this machine's own: over http its pages would get no camera. */
const NAME = 'telephone-calls.test';

describe('`p2p-video-call dev --https`, from another device', () => {
  let server;
  let browser;
  let url;
  before(async () => {
    [server, browser] = await Promise.all([
      startCommand(['dist/cli.mjs', 'dev', '--https', '--port', '0', '--allow-host', NAME]),
      launchBrowser([
        '--ignore-certificate-errors',
        `--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      ]),
    ]);
    url = `https://${NAME}:${new URL(server.url).port}/`;
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  test('the page may open the camera, and two of them call', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(url), bob.open(url)]);
    const tracks = await alice.page.evaluate(async () => {
      if (!isSecureContext) return [];
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const kinds = stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`);
      for (const track of stream.getTracks()) track.stop();
      return kinds;
    });
    assert.deepEqual(tracks.sort(), ['audio live', 'video live']);

    await connect(alice, bob);
    await Promise.all([alice.seesAndHearsPeer(), bob.seesAndHearsPeer()]);
    await alice.presses('Hang up');
    await Promise.all([alice.reads('Call ended'), bob.reads('Call ended')]);
  });
});
