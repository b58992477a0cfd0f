import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installPackedPackage, packageJson, ROOT, run } from './support.mjs';

/** The CDN file, and what it fetches later. */
const CHUNKS = [
  'diagnostics',
  'media-explanation',
  'device-opener',
  'call-engine',
  'sending-controller',
  'file-exchange',
  'invite-admission',
  'meeting',
  'network-check',
  'call-storage',
  'message-handling',
  'seal-cryptography',
  'relay-ice-servers',
  'relay-room',
  'call-tools',
  'exchange-tools',
  'device-offers',
  'meeting-session',
  'call-captions',
  'call-recorder',
  'ringing',
  'call-styles',
  'en-later',
  'ko',
  'call-screen',
  'ja',
  'zh',
  'es',
  'fr',
  'de',
  'ar',
  'chat-panel',
  'devices-panel',
  'meeting-screen',
  'network-check-panel',
  'stats-panel',
  'pip-window',
  'verification-panel',
];
const CHUNK = new RegExp(`^dist/p2p-video-call(\\.(${CHUNKS.join('|')}))?\\.min\\.js$`);

const ALLOWED = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|custom-elements\.json)$/,
  /^dist\/(index|core|testing)\.(js|d\.ts)$/,
  /^dist\/(internal|signaling|link|call|element)\/([a-z0-9.-]+\/)*[a-z0-9.-]+\.(js|d\.ts)$/,
  CHUNK,
  /^dist\/vendor\/lean-qr\/index\.js$/,
  /^dist\/frameworks\/(react|vue|svelte|settings)\.(js|d\.ts)$/,
  /^dist\/(vscode\.(html|css)-custom-data|web-types)\.json$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^dist\/cdn\.html$/,
  /^dist\/(cli|local-gateway|lambda-worker|certificate|secure-port|_commonjsHelpers)(-[\w-]{8})?\.mjs$/,
  /^dist\/(deploy\.mjs|site\.template\.yaml)$/,
  /^docs\/(accessibility|cost|deploy|deploy-with-your-tools|frameworks)\.md$/,
  /^dist\/lambda\/(handler|authorizer)\.(mjs|d\.mts)$/,
  /^dist\/relay\.template\.yaml$/,
  /^lambda\/(iam-policy\.json|README\.md)$/,
  /^examples\/([a-z-]+\/)*[a-z-]+\.(html|js|mjs|css)$/,
  /^examples\/(react|vue|svelte|angular|server-rendered|tutoring)\/(src\/[a-z.-]+\.(ts|tsx|vue|svelte)|vite\.config\.ts|(package|tsconfig|angular)\.json|README\.md)$/,
  /^examples\/(custom-signaling\/socket-io|with-login)\/(package\.json|README\.md)$/,
];

const REQUIRED = [
  ...CHUNKS.map((name) => `dist/p2p-video-call.${name}.min.js`),
  'LICENSE',
  'README.md',
  'custom-elements.json',
  'dist/THIRD-PARTY-LICENSES.txt',
  'dist/cdn.html',
  'dist/cli.mjs',
  'dist/core.d.ts',
  'dist/core.js',
  'dist/deploy.mjs',
  'dist/frameworks/react.d.ts',
  'dist/frameworks/svelte.d.ts',
  'dist/frameworks/vue.d.ts',
  'dist/lambda/authorizer.mjs',
  'dist/lambda/handler.mjs',
  'dist/p2p-video-call.call-styles.min.js',
  'dist/p2p-video-call.device-offers.min.js',
  'dist/p2p-video-call.device-opener.min.js',
  'dist/p2p-video-call.devices-panel.min.js',
  'dist/p2p-video-call.sending-controller.min.js',
  'dist/p2p-video-call.diagnostics.min.js',
  'dist/p2p-video-call.en-later.min.js',
  'dist/p2p-video-call.file-exchange.min.js',
  'dist/p2p-video-call.ko.min.js',
  'dist/p2p-video-call.media-explanation.min.js',
  'dist/p2p-video-call.meeting-screen.min.js',
  'dist/p2p-video-call.meeting-session.min.js',
  'dist/p2p-video-call.meeting.min.js',
  'dist/p2p-video-call.message-handling.min.js',
  'dist/p2p-video-call.min.js',
  'dist/site.template.yaml',
  'dist/vscode.html-custom-data.json',
  'dist/web-types.json',
  'docs/accessibility.md',
  'docs/deploy.md',
  'dist/relay.template.yaml',
  'examples/index.html',
  'lambda/iam-policy.json',
];

describe('the packed package', () => {
  let consumer;

  before(() => {
    consumer = installPackedPackage();
    writeFileSync(join(consumer.folder, 'package.json'), '{ "type": "module" }');
  });

  after(() => consumer.remove());

  it('holds what users need and nothing else', () => {
    const [{ files }] = JSON.parse(
      run('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { stdio: 'pipe' }),
    );
    const paths = files.map(({ path }) => path);
    assert.deepEqual(
      paths.filter((path) => !ALLOWED.some((pattern) => pattern.test(path))),
      [],
    );
    assert.deepEqual(
      REQUIRED.filter((path) => !paths.includes(path)),
      [],
    );
  });

  it('has the licence of every package that is in one of its files', () => {
    const text = readFileSync(join(ROOT, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['lit-html', 'lean-qr', 'jose', 'ws', '@aws-sdk/client-dynamodb']) {
      assert.match(text, new RegExp(`(^|, )${name} \\d`, 'm'));
    }
    assert.match(text, /David Evans/);
    assert.match(text, /Apache License/);
  });

  it('can be imported through each door', () => {
    const script = `
      const { PeerCall } = await import('p2p-video-call/core');
      const all = await import('p2p-video-call');
      const { P2pVideoCallElement } = await import('p2p-video-call/element');
      const { createMemorySignaling } = await import('p2p-video-call/testing');
      const { handler } = await import('p2p-video-call/lambda/handler');
      console.log(
        all.PeerCall === PeerCall,
        all.P2pVideoCallElement === P2pVideoCallElement,
        typeof createMemorySignaling,
        typeof handler,
      );`;
    const output = run('node', ['--input-type=module', '--eval', script], { cwd: consumer.folder });
    assert.equal(output, 'true true function function\n');
  });

  it('brings a command that tells its version', () => {
    const command = join(consumer.folder, 'node_modules/.bin/p2p-video-call');
    assert.equal(run(command, ['--version'], { cwd: consumer.folder }).trim(), packageJson.version);
  });

  for (const resolution of ['nodenext', 'bundler']) {
    it(`has types that a strict app can use (${resolution})`, () => {
      const fixture = fileURLToPath(new URL('./fixtures/consumer.ts', import.meta.url));
      copyFileSync(fixture, join(consumer.folder, 'consumer.ts'));
      const options = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: [],
        module: resolution === 'bundler' ? 'esnext' : 'nodenext',
        moduleResolution: resolution,
      };
      writeFileSync(
        join(consumer.folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }),
      );
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      assert.doesNotThrow(
        () => run('node', [tsc, '-p', consumer.folder], { stdio: 'pipe' }),
        (error) => assert.fail(error.stdout),
      );
    });
  }
});
