import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { importGraph, ROOT } from './support.mjs';

const isElementFile = (file) => file.startsWith('dist/element/');
/** What the CDN file fetches when it is needed. */
const FETCHED = [
  'ar',
  'call-captions',
  'call-engine',
  'call-recorder',
  'call-screen',
  'call-storage',
  'call-styles',
  'call-tools',
  'chat-panel',
  'de',
  'device-offers',
  'device-opener',
  'devices-panel',
  'diagnostics',
  'en-later',
  'es',
  'exchange-tools',
  'file-exchange',
  'fr',
  'invite-admission',
  'ja',
  'ko',
  'media-explanation',
  'meeting',
  'meeting-screen',
  'meeting-session',
  'message-handling',
  'network-check',
  'network-check-panel',
  'pip-window',
  'relay-ice-servers',
  'relay-room',
  'ringing',
  'seal-cryptography',
  'sending-controller',
  'stats-panel',
  'verification-panel',
  'zh',
].map((name) => `dist/p2p-video-call.${name}.min.js`);

const isLit = (name) => name === 'lit' || name.startsWith('lit/');

describe('what the built files import', () => {
  for (const entry of ['core.js', 'testing.js']) {
    it(`${entry} needs no package at all, and nothing of the element`, async () => {
      const { files, packages } = await importGraph(entry);
      assert.ok(files.length > 1, 'the graph was walked');
      assert.deepEqual(packages, []);
      assert.deepEqual(files.filter(isElementFile), []);
    });
  }

  for (const entry of ['index.js', 'element/p2p-video-call.js']) {
    it(`${entry} needs lit, and no other package`, async () => {
      const { packages } = await importGraph(entry);
      assert.ok(packages.length > 0, 'the graph was walked');
      assert.deepEqual(
        packages.filter((name) => !isLit(name)),
        [],
      );
    });
  }

  it('element/p2p-video-call.js does not register the element', async () => {
    const { files } = await importGraph('element/p2p-video-call.js');
    assert.ok(!files.includes('dist/element/define.js'));
    const everything = await importGraph('index.js');
    assert.ok(everything.files.includes('dist/element/define.js'));
  });

  it('the CDN file fetches its neighbours when they are needed, and imports nothing', async () => {
    const { files, packages, needed } = await importGraph('p2p-video-call.min.js');
    assert.deepEqual(packages, []);
    assert.deepEqual(needed, ['dist/p2p-video-call.min.js']);
    const all = [...FETCHED, 'dist/p2p-video-call.min.js'];
    assert.deepEqual(files.toSorted(), all.toSorted());
  });

  for (const file of FETCHED) {
    it(`${file} stands alone`, async () => {
      const { needed, packages } = await importGraph(file.replace('dist/', ''));
      assert.deepEqual(packages, []);
      assert.deepEqual(needed, [file]);
    });
  }

  it('core.js fetches figures, diagnosis and explanations of errors when they are needed', async () => {
    const { files, needed } = await importGraph('core.js');
    const later = files.filter((file) => !needed.includes(file));
    for (const name of ['connection-doctor', 'call-statistics', 'media-explanation']) {
      assert.ok(
        later.some((file) => file.endsWith(`/${name}.js`)),
        name,
      );
    }
  });

  for (const entry of ['lambda/handler.mjs', 'lambda/authorizer.mjs']) {
    it(`${entry} is one file that needs Node alone`, async () => {
      const { files, packages } = await importGraph(entry);
      assert.deepEqual(files, [`dist/${entry}`]);
      // What is required when it is needed is a `require` of the file's own, which no graph has.
      const text = readFileSync(join(ROOT, 'dist', entry), 'utf8');
      const required = [...text.matchAll(/[=(]require\("([^"]+)"\)/g)].map(([, name]) => name);
      assert.ok(required.includes('node:https'), 'what is required was found');
      assert.deepEqual(
        [...packages, ...required].filter((name) => !isBuiltin(name)),
        [],
      );
    });
  }

  for (const entry of ['cli.mjs', 'deploy.mjs', 'local-gateway.mjs', 'lambda-worker.mjs']) {
    it(`${entry} needs Node and its neighbours alone`, async () => {
      const { files, packages } = await importGraph(entry);
      assert.deepEqual(
        packages.filter((name) => !isBuiltin(name)),
        [],
      );
      assert.deepEqual(
        files.filter((file) => !/^dist\/[^/]+\.mjs$/.test(file)),
        [],
      );
    });
  }
});
