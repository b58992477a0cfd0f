import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../senses/support/browsers.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { KeyboardPerson } from './support/keyboard-person.mjs';

const TIMEOUT_MS = 180_000;

let server;
let folder;
before(async () => {
  server = await startDevServer();
  folder = await mkdtemp(join(tmpdir(), 'keyboard-'));
  await writeFile(join(folder, 'picked.txt'), 'by keyboard');
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

const isPressed = (root, part) => root.querySelector(`[part=${part}]`)?.ariaPressed;
const turned = (root, part, wanted) => root.querySelector(`[part=${part}]`)?.ariaPressed === wanted;

for (const [name, launch] of [['Chromium', launchChromium]]) {
  describe(`a whole call without a mouse, in ${name}`, { timeout: TIMEOUT_MS }, () => {
    let browser;
    let alice;
    let bob;
    const both = () => [alice, bob];
    const all = (what) => Promise.all(both().map(what));
    const reach = (state) =>
      all((one) => one.sees((root, wanted) => root.host.state === wanted, state));

    before(async () => {
      browser = await launch();
      const url = new URL('examples/drop-in/', server.url).href;
      [alice, bob] = await Promise.all(
        [0, 1].map(async () => {
          const context = await browser.createBrowserContext();
          return new KeyboardPerson(await context.newPage({ type: 'window' })).open(url);
        }),
      );
      await all((one) => one.seesPart('devices-button'));
    });
    after(() => browser?.close());

    async function call() {
      const address = await bob.sees((root) =>
        root.querySelector('[part=own-id]')?.textContent.trim(),
      );
      await alice.tabsTo('peer-id');
      await alice.types(address);
      await alice.presses('Enter');
      await bob.seesPart('answer-button');
    }

    test('the first screen: Tab comes to everything in order, and goes on to the page', async () => {
      await alice.tabsTo('meeting-button');
      const stops = await alice.tabsTo('page');
      assert.deepEqual(stops, [
        'copy-button',
        'peer-id',
        'call-button',
        'preview-button',
        'network-check-button',
        'devices-button',
        'page',
      ]);
      // And back.
      await alice.tabsTo('devices-button', 'Shift+Tab');
    });

    test('its panels are left by Escape, with the focus where it came from', async () => {
      await alice.looksInto('devices-button', 'devices');
      await alice.tabsTo('network-check-button', 'Shift+Tab');
      await alice.looksInto('network-check-button', 'network-check');
    });

    test('a call is declined by one key, and given up by one', async () => {
      await call();
      await bob.tabsTo('reject-button');
      await bob.presses('Shift+H');
      await reach('ended');
      await alice.activates('call-button');
      await bob.seesPart('answer-button');
      await alice.presses('Shift+H');
      await reach('ended');
    });

    test('an address is typed, the other side answers', async () => {
      for (const one of both()) await one.activates('back-button');
      await all((one) => one.seesPart('peer-id'));
      await call();
      await bob.answers();
      await reach('connected');
      await all((one) => one.seesPart('chat-button'));
    });

    test('in the call, Tab comes to everything and goes on to the page', async () => {
      // How good the connection is, is known a moment later.
      await alice.seesPart('stats-button');
      await alice.tabsTo('page', 'Shift+Tab');
      const stops = await alice.tabsTo('page');
      const order = [
        'stats-button',
        'verify-button',
        'microphone-button',
        'more-button',
        'hangup-button',
      ];
      assert.deepEqual(
        stops.filter((stop) => order.includes(stop)),
        order,
      );
      await alice.tabsTo('hangup-button', 'Shift+Tab');
    });

    test('each key does what its button does', async () => {
      for (const [key, part] of [
        ['m', 'microphone-button'],
        ['v', 'camera-button'],
        ['s', 'screen-button'],
      ]) {
        const before = await alice.sees(
          (root, what) => root.querySelector(`[part=${what}]`).ariaPressed,
          part,
        );
        const other = before === 'true' ? 'false' : 'true';
        await alice.presses(key);
        await alice.sees(turned, part, other);
        await alice.presses(key);
        await alice.sees(turned, part, before);
      }
      await alice.presses('f');
      await alice.sees((root) => root.host.matches(':fullscreen'));
      await alice.presses('Escape');
      await alice.sees((root) => !root.host.matches(':fullscreen'));
      await alice.presses('p');
      await alice.sees((root) => root.querySelector('[part=pip-button].marked'));
      await alice.presses('p');
      await alice.sees((root) => root.querySelector('[part=pip-button]:not(.marked)'));
      assert.equal(await alice.focus(), 'hangup-button');
    });

    test('the panels and the menu of the call are left by Escape, with the focus where it came from', async () => {
      for (const [part, panel] of [
        ['stats-button', 'stats'],
        ['verify-button', 'verification'],
        ['chat-button', 'chat'],
        ['devices-button', 'devices'],
        ['more-button', 'more'],
      ]) {
        await alice.tabsTo('page');
        await alice.looksInto(part, panel);
      }
    });

    test('the menu: arrows lead through it, and Tab goes on', async () => {
      await alice.presses('Enter');
      const first = await alice.sees(
        (root) => root.activeElement.role?.startsWith('menuitem') && root.activeElement.part[0],
      );
      await alice.presses('End');
      assert.notEqual(await alice.focus(), first);
      await alice.presses('ArrowDown');
      assert.equal(await alice.focus(), first);
      await alice.presses('Tab');
      await alice.seesPart('more', false);
      await alice.hasFocusOn('hangup-button');
    });

    test('the small picture is moved by the arrows', async () => {
      await alice.tabsTo('tile-button', 'Shift+Tab');
      await alice.presses('ArrowUp');
      await alice.sees((root) => root.querySelector('.root.at-top'));
      await alice.presses('ArrowDown');
      await alice.sees((root) => root.querySelector('.root:not(.at-top)'));
    });

    test('a message is written, read there, and answered', async () => {
      await alice.presses('c');
      await alice.hasFocusOn('chat-input');
      await alice.types('Hello, see https://example.com/a');
      await alice.presses('Enter');
      await bob.sees(
        (root) => root.querySelector('[part=chat-button] .badge')?.textContent === '1',
      );
      await bob.tabsTo('chat-button');
      await bob.presses('c');
      await bob.hasFocusOn('chat-input');
      await bob.reads('Hello, see https://example.com/a');
      // What was said is reached from where one writes, and so is a link in it.
      const stops = await bob.tabsTo('chat-log', 'Shift+Tab');
      assert.ok(stops.length <= 3, `${stops}`);
      await bob.tabsTo('chat-input');
      await bob.types('m, not a hotkey');
      await bob.presses('Enter');
      await alice.reads('m, not a hotkey');
      assert.equal(await bob.sees(isPressed, 'microphone-button'), 'true');
    });

    test('a file is chosen, taken and saved', async () => {
      await alice.tabsTo('attach-button', 'Shift+Tab');
      const [chooser] = await Promise.all([
        alice.page.waitForFileChooser(),
        alice.presses('Enter'),
      ]);
      await chooser.accept([join(folder, 'picked.txt')]);
      await bob.reads('picked.txt');
      await bob.tabsTo('chat-log', 'Shift+Tab');
      // The link of the message, then what can be done with the file.
      await bob.presses('Tab', 'Tab');
      await bob.focus();
      await bob.presses('Enter');
      await bob.reads('Save it before the call ends.');
      await alice.reads('Delivered');
      await bob.focus();
      for (const one of both()) {
        await one.presses('Escape');
        await one.hasFocusOn('chat-button');
      }
    });

    test('another microphone is chosen', async () => {
      await alice.tabsTo('devices-button');
      await alice.presses('Enter');
      await alice.sees((root) => root.querySelector('#devices-audioinput')?.options.length > 1);
      await alice.tabsTo('devices-audioinput');
      await alice.presses('End');
      await alice.page.waitForFunction(() => globalThis.openedMicrophones.includes('second'));
      await alice.presses('Escape');
      await alice.hasFocusOn('devices-button');
    });

    test('a recording is asked for, allowed, ended, and kept', async () => {
      await alice.activates('more-button');
      await alice.sees((root) => root.activeElement.role?.startsWith('menuitem'));
      await alice.presses('End', 'Enter');
      await bob.reads('They ask to record this call.');
      await bob.tabsTo('record-note-button', 'Shift+Tab');
      await bob.presses('Enter');
      await alice.reads('Recording:');
      await bob.reads('They are recording this call.');
      await alice.tabsTo('record-note-button', 'Shift+Tab');
      await alice.presses('Enter');
      await alice.reads('Your recording is ready');
    });

    test('one key hangs up; the call is rated, and made again', async () => {
      await alice.tabsTo('hangup-button');
      await alice.presses('Shift+H');
      await reach('ended');
      await bob.tabsTo('star-button');
      await bob.presses('ArrowRight', 'ArrowRight');
      await bob.focus();
      await bob.presses('Enter');
      await bob.reads('Thank you!');
      await bob.activates('call-button', 'Shift+Tab');
      await alice.answers();
      await reach('connected');
      await bob.presses('Shift+H');
      await reach('ended');
      for (const one of both()) assert.equal(await one.mouseEvents(), 0);
    });
  });
}
