import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startCoturn } from '../lambda/support/coturn.mjs';
import { launchChromium, launchFirefox } from '../senses/support/browsers.mjs';
import { startDevServer } from '../support/dev-server.mjs';

const SECRET = 'network-check';

/** Checks the network in the page, without a signaling server. Returns the report, and how long it took. */
async function check(page, iceServers) {
  return page.evaluate(async (servers) => {
    const { checkNetwork } = await import('p2p-video-call/core');
    return checkNetwork(null, { iceServers: servers });
  }, iceServers);
}

for (const [name, launch] of [
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
]) {
  describe(`the network check with a real TURN server: ${name}`, () => {
    let [server, coturn, browser, page] = [];

    before(async () => {
      [server, coturn, browser] = await Promise.all([
        startDevServer(),
        startCoturn(SECRET),
        launch(),
      ]);
      page = await browser.newPage();
      // A page that maps the name of the package.
      await page.goto(new URL('examples/headless/', server.url).href);
    });
    after(() => Promise.all([browser?.close(), server?.stop(), coturn?.stop()]));

    const username = () => `${Math.floor(Date.now() / 1000) + 600}:check`;
    const turn = (urls, secret = SECRET) => {
      const name = username();
      const credential = createHmac('sha1', secret).update(name).digest('base64');
      return { urls, username: name, credential };
    };
    const stun = () => ({ urls: `stun:127.0.0.1:${coturn.port}` });

    test('measures the line over it, with little', async () => {
      const report = await check(page, [stun(), turn(coturn.urls.slice(0, 2))]);
      assert.deepEqual(report.problems, []);
      assert.deepEqual(report.stun, { state: 'passed' });
      assert.equal(report.turn.state, 'passed');
      assert.ok(report.turn.protocols.includes('udp'), String(report.turn.protocols));
      assert.equal(report.line.state, 'passed');
      assert.ok(report.line.roundTripTimeMs >= 0);
      assert.ok(report.line.bitrate > 0);
      assert.ok(report.line.bytes > 0 && report.line.bytes <= 2_000_000, `${report.line.bytes}`);
      assert.notEqual(report.quality, 'lost');
    });

    test('tells what it was reached over', async () => {
      const { stun: udp, turn: relay } = await check(page, [turn(coturn.urls[1])]);
      assert.deepEqual(relay, { state: 'passed', protocols: ['tcp'] });
      assert.deepEqual(udp, { state: 'skipped' }, 'no server is there to test UDP with');
    });

    test('tells that it refuses the credentials', async () => {
      const report = await check(page, [stun(), turn(coturn.urls[0], 'another secret')]);
      assert.deepEqual(report.problems, ['turn-refused']);
      assert.equal(report.turn.state, 'failed');
      assert.equal(report.line.state, 'skipped');
      assert.equal(report.quality, 'good');
    });

    test('tells that nothing answers', async () => {
      // Ports that nobody listens on: what is sent there is refused or swallowed.
      const report = await check(page, [
        { urls: 'stun:127.0.0.1:60999' },
        turn('turn:127.0.0.1:60998'),
      ]);
      assert.deepEqual(report.problems, ['udp-blocked', 'turn-unreachable']);
      assert.equal(report.quality, 'lost');
    });
  });
}
