import { chmodSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, relative, resolve } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { importAgain } from './scripts/rollup/import-again.mjs';
import { joinChunks } from './scripts/rollup/join-chunks.mjs';
import { minifyTemplates } from './scripts/rollup/minify-templates.mjs';
import { withThirdPartyLicenses } from './scripts/rollup/third-party-licenses.mjs';
import { writeCdnPage } from './scripts/rollup/write-cdn-page.mjs';
import { writeRelayTemplate } from './scripts/rollup/write-relay-template.mjs';

const BROWSER_TARGET = 'es2022';
const NODE_TARGET = 'node20';

/** Stands for the comments that the CDN file loses: Lit's licence asks for its copyright line. The texts are in a file beside it. */
const NOTICE = '/*! p2p-video-call, MIT. Contains Lit, Copyright 2017 Google LLC, BSD-3-Clause. */';

/** Anything unexpected (a cycle, an import that does not resolve) fails the build instead of scrolling by. */
function failOnWarning(warning) {
  throw new Error(`Rollup: ${warning.message}`);
}

/**
 * Finds `./file.ts` for `./file.js`. node-resolve could too, but it goes by `sideEffects` of package.json, which speaks of
 * the built files: it would drop the source that registers the element.
 */
const resolveOwnFiles = {
  name: 'resolve-own-files',
  resolveId: (source, importer) =>
    source.startsWith('.') && importer?.endsWith('.ts')
      ? resolve(dirname(importer), source.replace(/\.js$/, '.ts'))
      : null,
};

const compileForBrowser = [resolveOwnFiles, nodeResolve(), esbuild({ target: BROWSER_TARGET })];

/** Makes a command of a file: npm does so at installation, this does it for the working tree. */
function makeExecutable(fileName) {
  return {
    name: 'make-executable',
    writeBundle: ({ dir }) => chmodSync(`${dir}/${fileName}`, 0o755),
  };
}

/** For bundlers: one file per source file, lit left to the app. */
const modules = {
  input: ['src/index.ts', 'src/core.ts', 'src/testing.ts', 'src/element/p2p-video-call.ts'],
  external: /^lit(\/|$)/,
  plugins: compileForBrowser,
  onwarn: failOnWarning,
  output: {
    dir: 'dist',
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: 'src',
    // Under their own name npm would leave them out of the package.
    entryFileNames: ({ name }) => `${name.replace(/^node_modules/, 'vendor')}.js`,
  },
};

const minifyForBrowser = [
  ...compileForBrowser,
  minifyTemplates(),
  // Both: what esbuild has minified, terser makes 1.5 % smaller than either gets it alone (gzip).
  minify({ target: BROWSER_TARGET, sourceMap: false }),
];

const squeeze = (preamble) =>
  terser({
    module: true,
    ecma: 2020,
    // No getter here does anything but to tell, and nobody counts the parameters of a function.
    compress: { passes: 3, pure_getters: true, keep_fargs: false },
    format: { comments: false, preamble },
  });

/** What the element fetches when it is needed: a file beside the one for the script tag, for each of these. */
const FETCHED = [
  'src/call/diagnosis/diagnostics.ts',
  'src/call/media/media-explanation.ts',
  'src/call/media/device-opener.ts',
  'src/call/call-engine.ts',
  'src/call/quality/sending-controller.ts',
  'src/call/files/file-exchange.ts',
  'src/call/incoming/invite-admission.ts',
  'src/call/meeting/meeting.ts',
  'src/call/network-check/network-check.ts',
  'src/call/resume/call-storage.ts',
  'src/call/message-handling.ts',
  'src/link/seal-cryptography.ts',
  'src/signaling/api-gateway/relay-ice-servers.ts',
  'src/signaling/api-gateway/relay-room.ts',
  'src/element/controllers/call-tools.ts',
  'src/element/controllers/exchange-tools.ts',
  'src/element/controllers/call/device-offers.ts',
  'src/element/controllers/captions/call-captions.ts',
  'src/element/controllers/meeting/meeting-session.ts',
  'src/element/controllers/recording/call-recorder.ts',
  'src/element/controllers/ringing/ringing.ts',
  'src/element/styles/call-styles.ts',
  'src/element/texts/en-later.ts',
  'src/element/texts/ko.ts',
  'src/element/views/call-screen.ts',
  'src/element/texts/ja.ts',
  'src/element/texts/zh.ts',
  'src/element/texts/es.ts',
  'src/element/texts/fr.ts',
  'src/element/texts/de.ts',
  'src/element/texts/ar.ts',
  'src/element/views/chat/chat-panel.ts',
  'src/element/views/devices/devices-panel.ts',
  'src/element/views/meeting/meeting-screen.ts',
  'src/element/views/figures/network-check-panel.ts',
  'src/element/views/figures/stats-panel.ts',
  'src/element/views/call/pip-window.ts',
  'src/element/views/verification/verification-panel.ts',
];

/** Of the packages that are in them. */
const NOTICES = {
  'src/element/views/meeting/meeting-screen.ts':
    '/*! Contains lean-qr, Copyright (c) 2021-2025 David Evans, MIT. */',
};

const fetchedFile = (source) => `p2p-video-call.${basename(source, '.ts')}.min.js`;

const fetchFromBeside = {
  name: 'fetch-from-beside',
  resolveDynamicImport(specifier, importer) {
    const file = relative(import.meta.dirname, resolve(dirname(importer), specifier));
    const source = file.replace(/\.js$/, '.ts');
    if (!FETCHED.includes(source)) throw new Error(`${source} is imported, but not in FETCHED.`);
    return { id: `./${fetchedFile(source)}`, external: true };
  },
};

const { name, version } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
const CDN_FILE = 'p2p-video-call.min.js';

const cdnPage = writeCdnPage({
  url: `https://cdn.jsdelivr.net/npm/${name}@${version}/dist`,
  entry: CDN_FILE,
  fetched: FETCHED.map(fetchedFile),
});

/** For a script tag: everything that a page needs first in one file, lit inside. */
const cdn = {
  input: 'src/index.ts',
  plugins: [fetchFromBeside, importAgain(), ...minifyForBrowser, squeeze(NOTICE), cdnPage],
  onwarn: failOnWarning,
  output: { file: `dist/${CDN_FILE}`, format: 'es' },
};

/**
 * Each stands alone, with a copy of the little it shares with the others. Files that import the first one would load it
 * a second time where its address on the page has a query.
 */
const fetched = FETCHED.map((input) => ({
  input,
  plugins: [
    fetchFromBeside,
    // The engine of a call has no byte left for it, and does without what it can't fetch.
    ...(input.startsWith('src/element/') ? [importAgain()] : []),
    ...minifyForBrowser,
    squeeze(NOTICES[input]),
    cdnPage,
  ],
  onwarn: failOnWarning,
  output: { file: `dist/${fetchedFile(input)}`, format: 'es' },
}));

/** `ws` would try two native add-ons at run time, which a bundle can't have. These are its own switches for that. */
const withoutNativeAddOns = {
  name: 'without-native-add-ons',
  transform: (code, id) =>
    /\/ws\/lib\//.test(id)
      ? code.replace(/process\.env\.WS_NO_(BUFFER_UTIL|UTF_8_VALIDATE)/g, 'true')
      : null,
};

const compileForNode = [
  resolveOwnFiles,
  // `module` first: the AWS SDK's ES modules shake; its CommonJS half weighs 40 % more and needs a `require` shim.
  nodeResolve({
    browser: false,
    preferBuiltins: true,
    mainFields: ['module', 'main'],
    exportConditions: ['module', 'import', 'node'],
  }),
  withoutNativeAddOns,
  commonjs({ ignore: ['bufferutil', 'utf-8-validate'] }),
  json(),
  esbuild({ target: NODE_TARGET }),
];

const relayTemplate = writeRelayTemplate({
  template: 'lambda/template.yaml',
  version,
  output: 'dist/relay.template.yaml',
});

/**
 * A client of the AWS SDK makes a class for each error of its service. Of these the relay reads the name alone, which errors
 * without a class of their own have too.
 */
const withoutErrorClasses = {
  name: 'without-error-classes',
  transform: (code, id) =>
    /client-(apigatewaymanagementapi|dynamodb|ssm|kinesis-video|kinesis-video-signaling)[/\\]dist-es[/\\]schemas[/\\]/.test(
      id,
    )
      ? code.replace(/^n0_registry\.registerError/gm, '/* @__PURE__ */ $&')
      : null,
};

/**
 * What is uploaded to AWS Lambda: self-contained, the SDK inside. A function begins with what its first message needs; clients of
 * the SDK wait in the same file.
 */
const lambdaFile = (input, fileName, ...plugins) => ({
  input,
  external: isBuiltin,
  plugins: [withoutErrorClasses, ...compileForNode, joinChunks(NODE_TARGET), ...plugins],
  onwarn: failOnWarning,
  output: { dir: 'dist/lambda', format: 'es', entryFileNames: fileName },
});

const lambda = [
  lambdaFile('lambda/handler.ts', 'handler.mjs', relayTemplate),
  lambdaFile('lambda/door/authorizer.ts', 'authorizer.mjs'),
];

const DEPLOY_SOURCE = 'lambda/dev/deploy/main.ts';
const DEPLOY_FILE = 'deploy.mjs';

/** Most commands do without the AWS SDK: those that need it are a file of their own. */
const loadDeployWhenNeeded = {
  name: 'load-deploy-when-needed',
  resolveDynamicImport: (specifier) =>
    specifier === './deploy/main.js' ? { id: `./${DEPLOY_FILE}`, external: true } : null,
};

/** `p2p-video-call dev`. The files look for each other in their own folder, so shared chunks stay there too. */
const devServer = {
  input: {
    cli: 'lambda/dev/cli.ts',
    'local-gateway': 'lambda/local-gateway/local-gateway.ts',
    'lambda-worker': 'lambda/local-gateway/lambda-worker.ts',
  },
  external: isBuiltin,
  plugins: [loadDeployWhenNeeded, ...compileForNode, makeExecutable('cli.mjs')],
  onwarn: failOnWarning,
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  },
};

/** The templates that `p2p-video-call deploy` hands to CloudFormation. */
const siteTemplate = {
  name: 'site-template',
  generateBundle() {
    const source = readFileSync(new URL('lambda/site.template.yaml', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'site.template.yaml', source });
  },
};

/** `p2p-video-call deploy` and `destroy`, with the AWS SDK inside. */
const deploy = {
  input: DEPLOY_SOURCE,
  external: isBuiltin,
  plugins: [...compileForNode, minify({ target: NODE_TARGET, sourceMap: false }), siteTemplate],
  onwarn: failOnWarning,
  output: { file: `dist/${DEPLOY_FILE}`, format: 'es', inlineDynamicImports: true },
};

export default withThirdPartyLicenses(
  [modules, cdn, ...fetched, ...lambda, devServer, deploy],
  'dist/THIRD-PARTY-LICENSES.txt',
);
