import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { describe, it } from 'node:test';
import { importGraph } from './support.mjs';

const isElementFile = (file) => file.startsWith('dist/element/');
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

  it('the CDN file imports nothing', async () => {
    const { files, packages } = await importGraph('p2p-video-call.min.js');
    assert.deepEqual(packages, []);
    assert.deepEqual(files, ['dist/p2p-video-call.min.js']);
  });

  it('the Lambda handler is one file that needs Node alone', async () => {
    const { files, packages } = await importGraph('lambda/handler.mjs');
    assert.deepEqual(files, ['dist/lambda/handler.mjs']);
    assert.deepEqual(
      packages.filter((name) => !isBuiltin(name)),
      [],
    );
  });

  for (const entry of ['cli.mjs', 'local-gateway.mjs', 'lambda-worker.mjs']) {
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
