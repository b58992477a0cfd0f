import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { createLocalGateway } from '../../dist/local-gateway.mjs';
import { connect, invite } from '../e2e/support/person.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { startCommand } from '../support/dev-server.mjs';
import { InstalledExamples, run } from './support/installed-examples.mjs';
import { serveFolder } from './support/serve-folder.mjs';
import { typeComplaints } from './support/type-complaints.mjs';

/** Installed from the package as npm would publish it, built by their own tools, and used by two people. */
describe('the examples that are built', () => {
  const examples = new InstalledExamples();
  const folders = {};
  let gateway;
  let browser;

  before(async () => {
    [gateway, browser] = await Promise.all([
      createLocalGateway({ onLog: () => {} }),
      launchBrowser(),
    ]);
    const env = { VITE_ENDPOINT: gateway.url };
    const define = { args: ['--define', `ENDPOINT='${gateway.url}'`] };
    // They are installed and built while others are tested. Angular's takes longest.
    const builds = {
      react: { env },
      angular: define,
      vue: { env },
      svelte: { env },
      'server-rendered': {},
      tutoring: { env },
    };
    for (const [name, build] of Object.entries(builds)) {
      folders[name] = examples.build(name, build);
      folders[name].catch(() => {}); // Its own test says so.
    }
  });
  after(async () => {
    await browser?.close();
    await Promise.allSettled([gateway?.close(), examples.remove()]);
  });

  /** Two people open the page. */
  async function open(t, url) {
    const { newPerson } = invite(t, browser);
    return Promise.all([0, 1].map(async () => (await newPerson()).open(url)));
  }

  async function serve(t, folder) {
    const { url, stop } = await serveFolder(folder);
    t.after(stop);
    return url;
  }

  /** What the page itself says of the call, from the element's events. */
  const says = ({ page }, state) =>
    page.locator('output.state', { hasText: new RegExp(`^${state}$`) }).waitFor();

  /** One calls the other by the page's own field and button, and both see and hear each other. */
  async function callByPage(caller, callee) {
    const address = await callee.address();
    await says(caller, 'idle');
    await caller.page.locator('input[name=peer]').fill(address);
    await caller.presses('Call them');
    await says(callee, 'ringing');
    await callee.presses('Answer');
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    await Promise.all([says(caller, 'connected'), says(callee, 'connected')]);
  }

  /** Then one takes the element out of the page, which ends the call, and puts it back. */
  async function leaveAndComeBack(one, other) {
    await one.presses('Leave');
    await says(other, 'ended');
    assert.equal(await one.page.locator('p2p-video-call').count(), 0);
    await one.presses('Come back');
    await one.address();
    await says(one, 'idle');
  }

  async function isACall(t, url) {
    const [alice, bob] = await open(t, url);
    await callByPage(alice, bob);
    await leaveAndComeBack(bob, alice);
  }

  const FRAMEWORKS = {
    react: { fixture: 'wrong.tsx', checker: ['tsc'] },
    vue: { fixture: 'wrong.vue', checker: ['vue-tsc'] },
    svelte: { fixture: 'wrong.svelte', checker: ['svelte-check', '--output', 'machine'] },
    angular: { fixture: 'wrong.ts', checker: ['ngc', '-p', 'tsconfig.json', '--noEmit'] },
  };
  for (const [name, { fixture, checker }] of Object.entries(FRAMEWORKS)) {
    test(`${name}: two call each other, and one leaves`, async (t) => {
      await isACall(t, await serve(t, join(await folders[name], 'dist')));
    });

    test(`${name}: its types know the element`, async () => {
      const { wrong, found } = await typeComplaints(await folders[name], fixture, checker);
      assert.ok(wrong.length > 1);
      assert.deepEqual(found, wrong);
    });
  }

  test('react, while it is developed: StrictMode leaves the call alone', async (t) => {
    const cwd = await folders.react;
    const env = { NODE_ENV: 'development', VITE_ENDPOINT: gateway.url };
    const vite = join(cwd, 'node_modules/.bin/vite');
    await run(vite, ['build', '--mode', 'development', '--outDir', 'strict'], { cwd, env });
    await isACall(t, await serve(t, join(cwd, 'strict')));
  });

  test('server-rendered: what comes from the server becomes a call', async (t) => {
    const server = await startCommand([join(await folders['server-rendered'], 'server.mjs')], {
      PORT: '0',
      ENDPOINT: gateway.url,
    });
    t.after(server.stop);
    const page = await (await fetch(server.url)).text();
    assert.match(page, /<h1>Server-rendered<\/h1>/);
    await isACall(t, server.url);
  });

  test('tutoring: a lesson with a blackboard, by a call and an element of its own', async (t) => {
    const url = await serve(t, join(await folders.tutoring, 'dist'));
    const [pupil, tutor] = await open(t, url);
    await callByPage(pupil, tutor);

    const board = pupil.page.locator('canvas');
    const { x, y, width, height } = await board.boundingBox();
    const { mouse } = pupil.page;
    await mouse.move(x + width / 4, y + height / 2);
    await mouse.down();
    await mouse.move(x + width / 2, y + height / 2, { steps: 5 });
    await mouse.up();
    await hasChalk(tutor, true);
    await tutor.presses('Wipe the board');
    await hasChalk(pupil, false);

    const accent = await pupil.page
      .locator('lesson-call')
      .evaluate((element) => getComputedStyle(element).getPropertyValue('--p2p-accent'));
    assert.equal(accent, '#2f6f4f');
  });

  test('drop-in: the file for the CDN is all of it', async (t) => {
    const folder = await examples.unpack();
    const { server, url, stop } = await serveFolder(folder);
    const relay = await createLocalGateway({ server, stage: 'relay', onLog: () => {} });
    // People leave first: to whoever is left a relay that is gone is an error.
    const { newPerson } = invite(t, browser);
    t.after(() => relay.close().then(stop));
    const [alice, bob] = await Promise.all([newPerson(), newPerson()]);
    const scripts = new Set();
    alice.page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
    });
    await Promise.all([alice, bob].map((one) => one.open(`${url}examples/drop-in/`)));
    await connect(alice, bob);
    assert.ok(scripts.has('/dist/p2p-video-call.min.js'));
    assert.deepEqual(
      [...scripts].filter((path) => !/^\/dist\/p2p-video-call(\.[\w-]+)?\.min\.js$/.test(path)),
      [],
    );
  });

  /** Waits until something is on the blackboard, or nothing. */
  function hasChalk({ page }, isThere) {
    return page.waitForFunction((expected) => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0) === expected;
    }, isThere);
  }
});
