import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDevServer } from '../../support/dev-server.mjs';
import { Witness } from './witness.mjs';

/** Longer than the sound of one window takes to be there; on a slow machine a later try, which is longer, may have to do. */
const BRIEFLY_MS = 1_000;
const TRIES = 5;

const ALL = { voice: true, picture: true, self: true };

/** What is done to the page, and what is to be noticed of it. */
const FAULTS = [
  {
    name: 'the player of the voice is muted',
    spoil: () => (document.querySelector('#peer').muted = true),
    notices: /0 players sound.*it is muted/,
  },
  {
    name: 'its volume is 0',
    spoil: () => (document.querySelector('#peer').volume = 0),
    notices: /0 players sound.*its volume is 0/,
  },
  {
    name: 'it is paused',
    spoil: () => document.querySelector('#peer').pause(),
    notices: /0 players sound.*its clock stands.*it is paused/,
  },
  {
    name: 'two players sound',
    spoil: () => {
      globalThis.second = new Audio();
      globalThis.second.srcObject = document.querySelector('#peer').srcObject;
      return globalThis.second.play();
    },
    notices: /2 players sound/,
  },
  {
    name: 'the own voice is played back',
    spoil: () => (document.querySelector('#self').muted = false),
    notices: /own voice is played by <video self>/,
  },
  {
    name: 'the microphone is muted',
    spoil: () =>
      document
        .querySelector('#self')
        .srcObject.getAudioTracks()
        .forEach((track) => (track.enabled = false)),
    // What is on its way is still heard.
    isSilence: true,
    notices: /0 players sound.*no sound in its track/,
  },
  {
    name: 'the picture is black',
    spoil: () =>
      document
        .querySelector('#self')
        .srcObject.getVideoTracks()
        .forEach((track) => (track.enabled = false)),
    notices: /no moving picture \(peer\)/,
  },
  {
    name: 'the picture is transparent',
    spoil: () => (document.querySelector('#peer').style.opacity = 0),
    notices: /no moving picture \(peer\); <video peer>: not shown/,
  },
  {
    name: 'the picture is off the screen',
    spoil: () => (document.querySelector('#peer').style.marginTop = '9999px'),
    notices: /no moving picture \(peer\); <video peer>: not shown/,
  },
  {
    name: 'there is sound where there should be none',
    expected: { voice: false },
    notices: /sound up to \d\.\d+ .*in <video peer>/,
  },
  {
    name: 'there is a picture where there should be none',
    expected: { picture: false },
    notices: /a picture stands in <video peer>/,
  },
  {
    name: 'there are words that should not be there',
    expected: { noWords: ['Their camera is off'] },
    notices: /reads “Their camera is off”/,
  },
  {
    name: 'words are hidden',
    spoil: () => (document.querySelector('#words').style.visibility = 'hidden'),
    expected: { words: ['Their camera is off'] },
    notices: /does not read “Their camera is off”/,
  },
];

/** What is complained of. On a slow machine something else may be found first, so it is judged a few times. */
async function complaintOf(person, expected, notices) {
  let complaint = '';
  for (let tries = 0; tries < TRIES && !notices.test(complaint); tries += 1) {
    complaint = (await person.judge(expected, BRIEFLY_MS * 2 ** tries)).join('\n');
  }
  return complaint;
}

/** Tests the instruments themselves: that they notice what they are for. */
export function describeInstruments(browserName, launch) {
  // Most of the time is spent waiting whether there is another sound, so there is time for three more.
  describe(`the instruments in ${browserName}`, { concurrency: 4 }, () => {
    let server;
    let browser;
    before(async () => {
      [server, browser] = await Promise.all([startDevServer(), launch()]);
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    /** Somebody on a page of their own, who sees and hears. */
    async function openWitness() {
      const person = new Witness(await browser.newPage({ type: 'window' }));
      await person.open(new URL('test/senses/pages/loopback.html', server.url));
      assert.deepEqual(await person.judge(ALL), []);
      return person;
    }

    it('hear and see somebody who is there', async () => {
      await (await openWitness()).page.close();
    });

    for (const { name, spoil, isSilence, expected = ALL, notices } of FAULTS) {
      it(`notice that ${name}`, async () => {
        const person = await openWitness();
        if (spoil) await person.does(spoil);
        if (isSilence) await person.judge({ voice: false });
        assert.match(await complaintOf(person, expected, notices), notices);
        await person.page.close();
      });
    }

    it('count what is loaded anew', async () => {
      const person = await openWitness();
      await person.takeReloads();
      for (const selector of ['#peer', '#self']) {
        await person.does((id) => {
          const video = document.querySelector(id);
          const { srcObject } = video;
          video.srcObject = srcObject;
        }, selector);
      }
      assert.deepEqual(await person.judge(ALL), []);
      assert.deepEqual((await person.takeReloads()).sort(), ['self-view', 'voice']);
      await person.page.close();
    });
  });
}
