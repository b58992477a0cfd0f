// What the buttons of the element do: each step presses some, and looks at what becomes of it on the other side. Afterwards
// all is heard and seen as before.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;
const ALL = ['voice', 'picture', 'self-view'];
/** Of a file that takes a moment. */
const FILE_BYTES = 12_000_000;
/** Where in a recording oneself is: at the bottom right, small. */
const SMALL = [0.87, 0.86];

/** Their colours and tones, and those of the screen that they share. */
export const CALLERS = {
  hasFinger: true,
  cameras: [
    { id: 'red', label: 'Red camera', color: '#e02020', facing: 'user' },
    { id: 'blue', label: 'Blue camera', color: '#2020e0', facing: 'environment' },
  ],
  microphones: [
    { id: 'low', label: 'Low microphone', hertz: 440 },
    { id: 'high', label: 'High microphone', hertz: 1_320 },
  ],
};
export const CALLEES = {
  cameras: [{ id: 'green', label: 'Green camera', color: '#20c020', facing: 'user' }],
  microphones: [{ id: 'middle', label: 'Middle microphone', hertz: 880 }],
};

/** A step in which the caller does something and the callee perceives it. */
const step = (name, act, mayReload = {}) => ({
  name,
  act: (stage) => act(stage.people.caller, stage.people.callee, stage),
  mayReload,
});

export const begin = step(
  'camera and microphone are chosen and looked at, the address is copied on one side and called on the other',
  async (caller, callee) => {
    await caller.presses('Camera and sound');
    await caller.chooses('videoinput', 'blue');
    await caller.chooses('audioinput', 'high');
    await caller.presses('Close');
    await caller.presses('Check my camera');
    await caller.seesColor('local-video', 'blue');
    const address = await callee.address();
    await callee.page.bringToFront();
    await callee.presses('Copy');
    await callee.readsWords(/^Copied$/);
    await caller.page.bringToFront();
    await caller.page.click('p2p-video-call >>> [part=peer-id]');
    await caller.page.keyboard.down('Control');
    await caller.page.keyboard.press('v', { commands: ['Paste'] });
    await caller.page.keyboard.up('Control');
    const isPasted = (text) =>
      globalThis.senses.host().renderRoot.querySelector('[part=peer-id]').value === text;
    await caller.until(isPasted, address);
    await caller.presses('Call');
    await caller.reads('status', /^Ringing…$/);
    await callee.presses('Answer');
    await Promise.all([callee.seesColor('remote-video', 'blue'), callee.hearsTone(1_320)]);
    await Promise.all([caller.seesColor('remote-video', 'green'), caller.hearsTone(880)]);
  },
  { caller: ALL, callee: ALL },
);

export const share = step(
  'a screen that is shared is seen on the other side beside the camera, until it is not any more',
  async (caller, callee) => {
    await caller.uses('Share screen');
    await callee.seesColor('remote-screen-video', 'purple');
    await callee.seesColor('remote-video', 'red');
    await callee.shows('.main-screen');
    await caller.uses('Share screen');
    await callee.shows('.main-remote');
    await callee.until(() => !globalThis.senses.seesColor('remote-screen-video', 'purple'));
  },
  { caller: ['self-view'], callee: ['picture'] },
);

export const flip = step(
  'who has a finger changes to the camera at the back, which the other side sees; a computer has no button for it',
  async (caller, callee) => {
    await caller.uses('Switch camera');
    await callee.seesColor('remote-video', 'blue');
    await caller.uses('Switch camera');
    await callee.seesColor('remote-video', 'red');
    await callee.presses('More');
    assert.equal(await callee.has('Switch camera'), false);
    await callee.page.keyboard.press('Escape');
  },
  { caller: ['self-view'] },
);

export const chooseDevices = step(
  'another camera is seen and another microphone heard on the other side, once they are chosen',
  async (caller, callee) => {
    await caller.uses('Camera and sound');
    await caller.chooses('videoinput', 'red');
    await callee.seesColor('remote-video', 'red');
    await callee.hearsTone(1_320);
    await caller.chooses('audioinput', 'low');
    await callee.hearsTone(440);
    await callee.hearsTone(1_320, false);
    await callee.seesColor('remote-video', 'red');
    await caller.presses('Close');
  },
  { caller: ['self-view'] },
);

export const chooseLoudspeaker = step(
  'another loudspeaker plays the voice, once it is chosen; a test sound says so',
  async (caller, callee) => {
    await callee.page.bringToFront();
    await callee.uses('Camera and sound');
    const last = await callee.until(async () => {
      const { renderRoot } = globalThis.senses.host();
      return renderRoot.querySelector('#devices-audiooutput')?.lastElementChild?.value;
    });
    await callee.chooses('audiooutput', last);
    await callee.until(
      (id) => globalThis.senses.host().renderRoot.querySelector('.voice').sinkId === id,
      last,
    );
    await callee.presses('Test the sound');
    await callee.readsWords(/^Playing…$/);
    await callee.readsWords(/^Test the sound$/);
    await callee.presses('Close');
  },
);

export const chat = step(
  'what is written is marked and read on the other side, and answered',
  async (caller, callee) => {
    await caller.uses('Chat');
    await caller.types('[part=chat-input]', 'Can you read this?');
    await caller.presses('Send');
    await callee.uses('Chat, new: 1');
    await callee.readsWords(/^Can you read this\?$/);
    await callee.types('[part=chat-input]', 'Every word.');
    await callee.presses('Send');
    await caller.readsWords(/^Every word\.$/);
    for (const person of [caller, callee]) await person.presses('Close');
    assert.equal(await caller.has('Chat, new: 1'), false, 'it was read');
  },
);

export const sendFile = step(
  'a file is chosen, taken, seen to go on both sides, and saved as it is',
  async (caller, callee, { folder }) => {
    const bytes = randomBytes(FILE_BYTES);
    // What is saved has the same name.
    const path = join(await mkdtemp(join(folder, 'sent-')), 'a file.bin');
    await writeFile(path, bytes);
    await caller.uses('Chat');
    for (const person of [caller, callee]) {
      await person.does(() => globalThis.senses.watchProgress());
    }
    const [chooser] = await Promise.all([
      caller.page.waitForFileChooser(),
      caller.presses('Send a file'),
    ]);
    await chooser.accept([path]);
    await callee.uses('Chat, new: 1');
    await callee.readsWords(/^a file\.bin$/);
    await callee.presses('Accept');
    await callee.readsWords(/Here it is\. Save it before the call ends\./);
    await caller.readsWords(/Delivered/);
    for (const person of [caller, callee]) {
      const seen = await person.does(() => globalThis.senses.progressSeen());
      assert.ok(seen > 0, 'the bar was seen to move');
    }
    await callee.presses('Save');
    const saved = await savedFile(folder, /^a file\.bin$/, bytes.length);
    assert.equal(hashOf(saved.bytes), hashOf(bytes));
    for (const person of [caller, callee]) await person.presses('Close');
  },
);

export const pictureInPicture = step(
  'picture in picture goes on moving, is heard, and has buttons that act on the other side',
  async (caller, callee) => {
    await caller.uses('Picture in picture');
    await caller.until((color) => globalThis.senses.movesInPip(color), 'green');
    assert.deepEqual(await caller.judge({ voice: true }), []);
    await caller.does(() => globalThis.senses.pressInPip('Microphone'));
    await callee.readsWords(/^Their microphone is off$/);
    await caller.does(() => globalThis.senses.pressInPip('Microphone'));
    await callee.readsWords(/^Their microphone is off$/, false);
    await caller.uses('Leave picture in picture');
    await caller.until(() => globalThis.documentPictureInPicture.window === null);
  },
);

export const enterFullScreen = step(
  'full screen: the picture fills it and moves, the voice is heard',
  async (caller) => {
    await caller.page.bringToFront();
    await caller.uses('Full screen');
    await caller.until(() => document.fullscreenElement === globalThis.senses.host());
  },
);

export const leaveFullScreen = step('full screen is left', async (caller) => {
  await caller.uses('Leave full screen');
  await caller.until(() => document.fullscreenElement === null);
});

export const arrange = step(
  'the pictures are swapped and moved, and the own one is hidden, here alone',
  async (caller, callee) => {
    await caller.uses('Swap pictures');
    await caller.shows('.main-self');
    await caller.uses('Swap pictures');
    await caller.shows('.main-remote');
    const before = await caller.does(
      () => globalThis.senses.host().renderRoot.querySelector('.root').className,
    );
    await caller.uses('Move small picture');
    await caller.until(
      (name) => globalThis.senses.host().renderRoot.querySelector('.root').className !== name,
      before,
    );
    await caller.uses('Hide my picture');
    await caller.shows('.self-hidden');
    await callee.seesColor('remote-video', 'red');
    await caller.uses('Show my picture');
    await caller.shows(':not(.self-hidden)');
  },
);

export const record = step(
  'a recording that the other side allows and sees has both pictures and both voices',
  async (caller, callee, { folder }) => {
    await caller.uses('Record');
    await callee.readsWords(/^They ask to record this call\.$/);
    await caller.readsWords(/^Asking whether you may record…$/);
    await callee.presses('Allow');
    await callee.readsWords(/^They are recording this call\.$/);
    await caller.readsWords(/^Recording: 0?0:0[3-9]/);
    await caller.presses('Stop recording');
    await callee.readsWords(/^They are recording this call\.$/, false);
    await caller.readsWords(/^Your recording is ready: \d/);
    await caller.presses('Save');
    const { name, bytes } = await savedFile(folder, /^call-[\d-]+\.(mp4|webm)$/);
    const { strengths, areHeard } = await caller.does(
      (...values) => globalThis.senses.isRecordingOf(...values),
      bytes.toString('base64'),
      name.endsWith('.mp4') ? 'video/mp4' : 'video/webm',
      [440, 880],
      [
        ['green', 0.4, 0.6],
        ['red', ...SMALL],
      ],
    );
    assert.ok(areHeard, `both tones are in it: ${strengths}`);
    await caller.presses('Delete');
  },
  // The recorder has players of its own, which are let go of.
  { caller: ['picture', 'self-view'] },
);

export const refuseRecording = step(
  'a recording that the other side does not allow does not begin',
  async (caller, callee) => {
    await callee.uses('Record');
    await caller.presses('Don’t allow');
    await callee.readsWords(/^They don’t want to be recorded\.$/);
    await callee.presses('Close');
    await caller.readsWords(/recording this call/, false);
  },
);

export const speak = step(
  'who speaks is marked on the other side, as long as they do',
  async (caller, callee) => {
    await callee.shows('[data-speaking~=remote]');
    await caller.does(() => globalThis.ownDevices.speak(false));
    await callee.shows(':not([data-speaking~=remote])');
    await caller.shows(':not([data-speaking~=local])');
    await caller.does(() => globalThis.ownDevices.speak(true));
    await callee.shows('[data-speaking~=remote]');
    await caller.shows('[data-speaking~=local]');
  },
);

export const speakMuted = step(
  'who speaks with the microphone off is told so; the other side sees that it is off',
  async (caller, callee) => {
    await caller.presses('Microphone');
    await caller.readsWords(/^Your microphone is off: they can’t hear you\.$/);
    await callee.readsWords(/^Their microphone is off$/);
    await callee.hearsTone(440, false);
    await caller.presses('Microphone');
    await caller.readsWords(/^Your microphone is off: they can’t hear you\.$/, false);
    await callee.hearsTone(440);
  },
);

export const figures = step('the panel of the connection has figures of it', async (caller) => {
  await caller.uses('Connection');
  await caller.reads('stats', /Path\s*Direct, UDP/);
  await caller.reads('stats', /Round trip\s*[\d.,]+\s*ms/);
  await caller.reads('stats', /Bitrate\s*[\d.,]+\s*[kM]bit\/s/);
  await caller.presses('Close');
});

export const verify = step(
  'both read the same code, and who confirms it is verified',
  async (caller, callee) => {
    const codes = [];
    for (const person of [caller, callee]) {
      await person.presses('Not verified yet');
      codes.push(await person.reads('digits', /\d[\d\s]+\d/));
    }
    assert.equal(codes[0], codes[1]);
    for (const person of [caller, callee]) {
      await person.presses('They match');
      await person.readsWords(/^Verified by you$/);
      await person.presses('Close');
    }
  },
);

export const hangUp = step(
  'who hangs up is asked how it was; the other side reads how it ended; nothing stays open; all buttons call again',
  async (caller, callee) => {
    await caller.does(() => {
      addEventListener('call-rating', ({ rating }) => (globalThis.rating = rating));
    });
    await caller.presses('Hang up');
    for (const person of [caller, callee]) {
      await person.reads('status', /^Call ended$/);
      await person.readsWords(/^Duration: \d/);
      await person.until(() => globalThis.ownDevices.openCount() === 0);
    }
    await caller.presses('5 of 5: excellent');
    await caller.readsWords(/^Thank you!$/);
    assert.equal(await caller.does(() => globalThis.rating), 5);

    await caller.presses('Call again');
    await callee.reads('status', /^Incoming call$/);
    await caller.presses('Cancel');
    await callee.reads('status', /^Missed call$/);
    await caller.presses('Call again');
    await callee.presses('Decline');
    await caller.reads('status', /^Call declined$/);
    await callee.presses('Call again');
    await caller.presses('Answer');
  },
  { caller: ALL, callee: ALL },
);

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The file of such a name that the browser has written to the disk, once all of it is there. */
async function savedFile(folder, pattern, size) {
  for (let before = -1; ;) {
    const name = (await readdir(folder)).find((one) => pattern.test(one));
    const bytes = name ? await readFile(join(folder, name)) : null;
    if (bytes?.length > 0 && bytes.length === (size ?? before)) return { name, bytes };
    before = bytes?.length ?? -1;
    await wait(LOOK_AGAIN_MS);
  }
}
