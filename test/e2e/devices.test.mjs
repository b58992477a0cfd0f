import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevCommand } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

let server;
let browser;
before(async () => {
  server = await startDevCommand();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the page: a red and a blue camera, a low and a high microphone. The browser's own look and sound alike. */
function twoOfEach() {
  const all = [
    { kind: 'videoinput', deviceId: 'red', label: 'Red camera' },
    { kind: 'videoinput', deviceId: 'blue', label: 'Blue camera' },
    { kind: 'audioinput', deviceId: 'low', label: 'Low microphone' },
    { kind: 'audioinput', deviceId: 'high', label: 'High microphone' },
  ].map((device) => ({ ...device, groupId: '', toJSON: () => device }));
  const hertz = { low: 440, high: 1320 };
  globalThis.opened = [];
  const idOf = (kind, { deviceId } = {}) => {
    const wanted = deviceId?.exact ?? deviceId?.ideal;
    const ofKind = all.filter((device) => device.kind === kind);
    return (ofKind.find((device) => device.deviceId === wanted) ?? ofKind[0]).deviceId;
  };
  const picture = (color) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    const context = canvas.getContext('2d');
    let frame = 0;
    const paint = () => {
      context.fillStyle = color;
      context.fillRect(0, 0, canvas.width, canvas.height);
      // Something moves in it.
      context.fillStyle = 'white';
      context.fillRect((frame += 8) % canvas.width, 0, 40, 20);
    };
    paint();
    setInterval(paint, 50);
    return canvas.captureStream(15).getVideoTracks()[0];
  };
  const tone = (frequency) => {
    const context = new AudioContext();
    const output = context.createMediaStreamDestination();
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(output);
    oscillator.start();
    return output.stream.getAudioTracks()[0];
  };
  const open = (id, make) => {
    const track = make(id);
    track.getSettings = () => ({ deviceId: id });
    globalThis.opened.push(track);
    return track;
  };
  navigator.mediaDevices.enumerateDevices = async () => all;
  navigator.mediaDevices.getUserMedia = async ({ audio, video }) =>
    new MediaStream([
      ...(audio ? [open(idOf('audioinput', audio), (id) => tone(hertz[id]))] : []),
      ...(video ? [open(idOf('videoinput', video), picture)] : []),
    ]);
}

/** Waits until the other side's picture is of this colour. */
async function seesColor({ page }, color) {
  await page.waitForFunction((wanted) => {
    const video = document.querySelector('p2p-video-call').shadowRoot.querySelector('.remote');
    if (!video.hasAttribute('data-on') || video.videoWidth === 0) return false;
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.drawImage(video, 0, 0, 1, 1);
    const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
    return wanted === 'red' ? red > 150 && blue < 100 : blue > 150 && red < 100;
  }, color);
}

/** Waits until the loudest of the other side's sound is about this high. */
async function hearsTone({ page }, frequency) {
  await page.waitForFunction(async (wanted) => {
    const { shadowRoot } = document.querySelector('p2p-video-call');
    const [track] = shadowRoot.querySelector('.voice').srcObject?.getAudioTracks() ?? [];
    if (!track) return false;
    const ear = (globalThis.ear ??= new AudioContext());
    await ear.resume();
    if (globalThis.heard?.track !== track) {
      globalThis.heard?.source.disconnect();
      const source = ear.createMediaStreamSource(new MediaStream([track]));
      const analyser = new AnalyserNode(ear, { fftSize: 8_192, smoothingTimeConstant: 0 });
      source.connect(analyser);
      globalThis.heard = { track, source, analyser };
    }
    const { analyser } = globalThis.heard;
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.indexOf(Math.max(...levels));
    const hertz = (loudest * ear.sampleRate) / analyser.fftSize;
    return levels[loudest] > -60 && Math.abs(hertz - wanted) < 30;
  }, frequency);
}

async function chooses({ page }, menu, name) {
  await page.getByRole('combobox', { name: menu, exact: true }).selectOption({ label: name });
}

test('the other side sees and hears what was chosen before the call, and what is chosen in it', async (t) => {
  const { newPerson } = invite(t, browser);
  const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
  await alice.page.addInitScript(twoOfEach);
  await Promise.all([alice.open(server.url), bob.open(server.url)]);

  await alice.presses('Camera and sound');
  await alice.page.getByRole('meter', { name: 'Microphone level' }).waitFor();
  await chooses(alice, 'Camera', 'Blue camera');
  await chooses(alice, 'Microphone', 'High microphone');
  await alice.page.getByText('Your microphone hears you.').waitFor();
  await alice.page.keyboard.press('Escape');
  await connect(alice, bob);
  await Promise.all([seesColor(bob, 'blue'), hearsTone(bob, 1320)]);

  await alice.presses('Camera and sound');
  await chooses(alice, 'Camera', 'Red camera');
  await seesColor(bob, 'red');
  await hearsTone(bob, 1320);
  await chooses(alice, 'Microphone', 'Low microphone');
  await hearsTone(bob, 440);
  await seesColor(bob, 'red');

  await alice.presses('Hang up');
  await bob.reads('Call ended');
  const states = await alice.page.evaluate(() => opened.map(({ readyState }) => readyState));
  assert.ok(states.length >= 5, 'the devices were those of the test');
  assert.deepEqual(new Set(states), new Set(['ended']), 'no device is left open');
});

test('who has refused and then allows in the address bar is in the call with both, without a reload', async (t) => {
  const { newPerson } = invite(t, browser);
  const [alice, bob] = await Promise.all([newPerson({ permissions: [] }), newPerson()]);
  await Promise.all([alice.open(server.url), bob.open(server.url)]);
  await alice.dials(await bob.address());
  await bob.presses('Answer');
  const alert = alice.page.getByRole('alert');
  await alert.getByText('is blocked').waitFor();
  await alice.page.locator('usermedia').waitFor();
  await bob.readsTheirCamera('off');
  await alice.page.context().grantPermissions(['camera', 'microphone']);
  await Promise.all([bob.seesAndHearsPeer(), alice.seesAndHearsPeer()]);
  await alert.getByText('is blocked').waitFor({ state: 'detached' });
});
