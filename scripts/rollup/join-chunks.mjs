import { build } from 'esbuild';

/**
 * For Rollup: makes one file of its chunks, in which a chunk is run when it is imported for the first time. Rollup's own way to
 * one file, `inlineDynamicImports`, runs at the start what is imported later.
 *
 * Rollup leaves out what nobody uses, which esbuild can't in what is imported later; so both have their part.
 *
 * @param {string} target for esbuild, such as `node20`
 */
export function joinChunks(target) {
  return {
    name: 'join-chunks',
    async generateBundle(_, bundle) {
      const entry = Object.values(bundle).find(({ isEntry }) => isEntry);
      entry.code = await join(bundle, entry, target);
      for (const fileName of Object.keys(bundle)) {
        if (fileName !== entry.fileName) delete bundle[fileName];
      }
    },
  };
}

async function join(bundle, entry, target) {
  const { outputFiles, warnings } = await build({
    entryPoints: [`./${entry.fileName}`],
    bundle: true,
    plugins: [fromMemory(bundle)],
    platform: 'node',
    target,
    // CommonJS inside: a chunk can then `require` Node's own modules, such as https, when it is run. Imports would stand at the top.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url),module={exports:{}};',
    },
    footer: { js: `export const{${entry.exports.join()}}=module.exports;` },
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(`esbuild: ${warnings[0].text}`);
  return outputFiles[0].text;
}

/** Chunks know each other by `./name`. */
const fromMemory = (bundle) => ({
  name: 'from-memory',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\// }, ({ path }) => ({ path: path.slice(2), namespace: 'chunk' }));
    onLoad({ filter: /^/, namespace: 'chunk' }, ({ path }) => ({ contents: bundle[path].code }));
  },
});
