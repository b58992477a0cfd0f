import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { FETCHED } from '../../.size-limit.mjs';
import { printTable } from './figures.mjs';

const ROOT = new URL('../../', import.meta.url);
const KB = 1000;

const read = (path) => readFileSync(new URL(path, ROOT));

/** The headless library as an app's bundler bundles it, without what it fetches later. */
async function bundleCore() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('dist/core.js', ROOT))],
    bundle: true,
    external: FETCHED,
    minify: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0].contents;
}

/** Minified and gzipped, beside PeerJS's own minified bundle. */
export async function measureSizes() {
  const peerjs = gzipSync(read('node_modules/peerjs/dist/peerjs.min.js')).length;
  const row = (name, content, budgetKb) => {
    const size = gzipSync(content).length;
    const budget = budgetKb === null ? '' : `${budgetKb} KB`;
    return [name, `${(size / KB).toFixed(1)} KB`, budget, `${(size / peerjs).toFixed(2)} ×`];
  };
  printTable(
    'Sizes, minified and gzipped (1 KB = 1000 bytes)',
    ['', 'size', 'budget', 'to PeerJS'],
    [
      row('core, headless, first load', await bundleCore(), 22.7),
      row('CDN file: element with Lit, first load', read('dist/p2p-video-call.min.js'), 40),
      row('Lambda handler with the AWS SDK', read('dist/lambda/handler.mjs'), 120),
      row('PeerJS, headless', read('node_modules/peerjs/dist/peerjs.min.js'), null),
    ],
  );
}
