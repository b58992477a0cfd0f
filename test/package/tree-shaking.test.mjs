import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { ROOT } from './support.mjs';

/** The files that are left in a bundle of `code`, as an app's bundler makes it. */
async function bundledFiles(code) {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    // Without the paths of our own tsconfig.json, which lead to the sources.
    tsconfigRaw: {},
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
    external: ['lit', 'lit/*'],
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
}

describe('an app that imports', () => {
  it('SignalingClient alone gets neither calls nor transports', async () => {
    const files = await bundledFiles(
      `import { SignalingClient } from 'p2p-video-call/core'; console.log(SignalingClient);`,
    );
    assert.ok(files.includes('dist/signaling/signaling-client.js'));
    assert.deepEqual(
      files.filter((file) => /dist\/(call|link|element|signaling\/api-gateway)\//.test(file)),
      [],
    );
  });

  it('PeerCall alone gets no transport', async () => {
    const files = await bundledFiles(
      `import { PeerCall } from 'p2p-video-call/core'; console.log(PeerCall);`,
    );
    assert.ok(files.includes('dist/call/peer-call.js'));
    assert.deepEqual(
      files.filter((file) => file.startsWith('dist/signaling/api-gateway/')),
      [],
    );
  });

  for (const door of ['', '/react', '/vue', '/svelte']) {
    it(`the package${door} for its side effect gets the registration`, async () => {
      const files = await bundledFiles(`import 'p2p-video-call${door}';`);
      assert.ok(files.includes('dist/element/define.js'));
    });
  }

  it('core for nothing gets nothing', async () => {
    assert.deepEqual(await bundledFiles(`import 'p2p-video-call/core';`), []);
  });
});
