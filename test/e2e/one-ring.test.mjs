import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium, launchFirefox } from '../senses/support/browsers.mjs';
import { startDevServer } from '../support/dev-server.mjs';

const TIMEOUT_MS = 45_000;
/** Not with each frame: a page in the background has none. */
const POLLING = { polling: 100, timeout: TIMEOUT_MS };
const PAGE = 'test/senses/pages/element.html';

/** Runs in the page before its own scripts: hears all that it plays by Web Audio, as the ring tone is. */
function listen() {
  const LOUD = 0.005;
  /** Longer than any pause within one round of the ring tone, shorter than the one after it. */
  const PAUSE_MS = 600;
  const { connect } = AudioNode.prototype;
  const ears = [];
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target === this.context.destination) {
      const analyser = new AnalyserNode(this.context, { fftSize: 8_192 });
      connect.call(this, analyser);
      ears.push(analyser);
    }
    return connect.call(this, target, ...rest);
  };
  const samples = new Float32Array(8_192);
  const isLoud = (analyser) => {
    if (analyser.context.state !== 'running') return false;
    analyser.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > LOUD);
  };
  let latestMs = -Infinity;
  /** How often it has begun to ring, after a pause. */
  globalThis.rounds = 0;
  setInterval(() => {
    if (!ears.some(isLoud)) return;
    const now = performance.now();
    if (now - latestMs > PAUSE_MS) globalThis.rounds += 1;
    latestMs = now;
  }, 50);
}

for (const [browserName, launch] of [
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
]) {
  describe(`an app in two tabs of ${browserName}, of which each is called`, () => {
    let server;
    let browser;
    before(async () => {
      [server, browser] = await Promise.all([startDevServer(), launch()]);
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    /** Two pages in tabs of one window, or in windows of their own: in headless Chromium each window has the focus. */
    async function openTwo(t, type) {
      const context = await browser.createBrowserContext();
      t.after(() => context.close());
      const pages = [];
      for (const _ of [1, 2]) {
        const page = await context.newPage({ type });
        await page.evaluateOnNewDocument(listen);
        await page.goto(new URL(PAGE, server.url).href);
        await until(page, (element) => element.connectionId);
        // Browsers let only those pages sound that have been touched.
        await page.mouse.click(5, 5);
        pages.push(page);
      }
      return pages;
    }

    /** Waits until this holds of the element of the page. */
    const until = (page, does, ...values) =>
      page.waitForFunction(
        `(${does})(document.querySelector('p2p-video-call'), ...${JSON.stringify(values)})`,
        POLLING,
      );
    const reaches = (page, state) =>
      until(page, (element, wanted) => element.state === wanted, state);
    const address = (page) =>
      page.evaluate(() => document.querySelector('p2p-video-call').connectionId);
    const rounds = (page) => page.evaluate(() => globalThis.rounds);
    const hears = async (page, more) =>
      until(page, (_, wanted) => globalThis.rounds >= wanted, (await rounds(page)) + more);

    async function call(from, to) {
      await from.evaluate(
        (id) => void document.querySelector('p2p-video-call').startCall(id),
        await address(to),
      );
      await reaches(to, 'ringing');
    }

    test('one rings at a time: the one that the user looks at', async (t) => {
      const [callers, [hidden, seen]] = [await openTwo(t, 'window'), await openTwo(t, 'tab')];
      await seen.bringToFront();

      await call(callers[0], hidden);
      await hears(hidden, 1);
      await call(callers[1], seen);
      await hears(seen, 1);
      const before = await rounds(hidden);
      await hears(seen, 2);
      assert.equal(await rounds(hidden), before, 'the other tab has fallen silent');
      for (const page of [hidden, seen]) await reaches(page, 'ringing');

      await seen.evaluate(() => void document.querySelector('p2p-video-call').reject());
      for (const page of callers) {
        await page.evaluate(() => void document.querySelector('p2p-video-call').hangup());
      }
      await Promise.all([hidden, seen].map((page) => reaches(page, 'ended')));

      await call(callers[1], seen);
      await hears(seen, 1);
      await call(callers[0], hidden);
      await hears(seen, 2);
      assert.equal(await rounds(hidden), before, 'the other tab does not begin');
    });
  });
}
