import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

const TITLE = 'A tab with music';

let server;
let browser;
before(async () => {
  server = await startDevCommand();
  // With `--mute-audio`, which Playwright gives, the sound of a tab that is captured is silence.
  browser = await launchBrowser(
    [`--auto-select-tab-capture-source-by-title=${TITLE}`],
    ['--mute-audio'],
  );
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe('a screen that is shared', () => {
  test('is heard on the other side, if a tab with sound is chosen', async (t) => {
    const { newPerson } = invite(t, browser);
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    await Promise.all([alice.open(server.url), bob.open(server.url)]);
    await connect(alice, bob);
    const other = await alice.page.context().newPage();
    await other.goto(server.url);
    await other.evaluate(playMusic, TITLE);
    await alice.page.bringToFront();

    await alice.presses('Share screen');
    const sound = bob.page.locator('audio.sound');
    await sound.evaluate(untilItSounds);
    const state = await bob.page.locator('p2p-video-call').evaluate(({ call }) => call.remoteMedia);
    assert.deepEqual([state.screen, state.screenSound], [true, true]);

    await alice.presses('Share screen');
    await bob.page.waitForFunction(
      () => document.querySelector('p2p-video-call').call.remoteMedia.screenSound === false,
    );
    assert.equal(await sound.evaluate((audio) => audio.srcObject), null);
  });
});

/** In the page. */
async function playMusic(title) {
  document.title = title;
  const context = new AudioContext();
  await context.resume();
  const tone = context.createOscillator();
  tone.connect(context.destination);
  tone.start();
  // Pictures come of what changes.
  document.body.animate([{ opacity: 1 }, { opacity: 0.5 }], {
    duration: 500,
    iterations: Infinity,
  });
}

/** In the page: waits until what this element plays has sound in it. */
async function untilItSounds(audio) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  let source = null;
  let from = NaN;
  while (true) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const tracks = audio.srcObject?.getAudioTracks() ?? [];
    if (tracks.length === 0) continue;
    if (!source) {
      await context.resume();
      source = context.createMediaStreamSource(new MediaStream(tracks));
      source.connect(analyser);
    }
    analyser.getFloatTimeDomainData(samples);
    const isLoud = samples.some((sample) => Math.abs(sample) > 0.05);
    const isOn = !audio.paused && !audio.muted && audio.volume > 0;
    if (!isLoud || !isOn) from = NaN;
    else if (audio.currentTime > from) break;
    else from = Number.isNaN(from) ? audio.currentTime : from;
  }
  await context.close();
}
