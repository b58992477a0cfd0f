import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connect } from '../support/client.mjs';
import { refusalFor } from '../support/door.mjs';
import { until } from '../support/gateway.mjs';
import { startKeyServer } from '../support/key-servers.mjs';
import { newKeys } from '../support/tokens.mjs';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
const PAGE = '<!doctype html><title>Examples</title>';

/** A package with a page of its own, so that these tests don't depend on the examples. */
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'p2p-video-call-'));
  await cp(DIST, join(root, 'dist'), { recursive: true });
  await mkdir(join(root, 'examples', 'nested'), { recursive: true });
  await writeFile(join(root, 'package.json'), '{"version":"1.2.3"}');
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(root, 'examples', 'index.html'), PAGE);
  await writeFile(join(root, 'examples', 'nested', 'index.html'), 'nested');
  await writeFile(join(root, 'examples', 'style.css'), 'body {}');
  await writeFile(join(root, 'examples', 'a b.txt'), 'with a space');
  await symlink(join(root, 'secret.txt'), join(root, 'examples', 'link.txt'));
});

after(() => rm(root, { recursive: true, force: true }));

/** Starts the command; the test kills it at its end if it still runs. */
function run(t, args, environment = {}) {
  const { PORT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist', 'cli.mjs'), ...args], {
    env: { ...inherited, ...environment },
  });
  const command = {
    child,
    stdout: '',
    stderr: '',
    exited: once(child, 'close').then(([code]) => code),
  };
  child.stdout.on('data', (data) => (command.stdout += data));
  child.stderr.on('data', (data) => (command.stderr += data));
  t.after(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await command.exited;
  });
  return command;
}

async function startServer(t, args = ['--port', '0'], environment = {}) {
  const command = run(t, ['dev', ...args], environment);
  await until(() => command.stdout.includes('Ready: ') || command.child.exitCode !== null);
  assert.equal(command.child.exitCode, null, command.stderr);
  const [, url, relayUrl] = /^Ready: (\S+) \(relay: (\S+)\)$/m.exec(command.stdout);
  return { ...command, command, url, relayUrl };
}

/** Unlike `fetch`, this leaves the path as it is. */
function get(url, path, method = 'GET') {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const request = httpRequest({ host: '127.0.0.1', port, path, method }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    request.once('error', reject);
    request.end();
  });
}

describe('p2p-video-call dev', () => {
  test('prints where it is, once it is ready', async (t) => {
    const { url, relayUrl, command } = await startServer(t);
    assert.match(url, /^http:\/\/localhost:\d+\/$/);
    assert.equal(relayUrl, `${url.replace('http', 'ws')}relay`);
    assert.equal(command.stdout.split('\n').filter((line) => line.includes('http://')).length, 1);
    assert.match(command.stdout, /https/);
    assert.equal(command.stderr, '');
  });

  test('serves the examples and the library, fresh', async (t) => {
    const { url } = await startServer(t);
    const files = [
      ['/', 'text/html; charset=utf-8', PAGE],
      ['/?call=x', 'text/html; charset=utf-8', PAGE],
      ['/examples/', 'text/html; charset=utf-8', PAGE],
      ['/examples/index.html', 'text/html; charset=utf-8', PAGE],
      ['/examples/nested/', 'text/html; charset=utf-8', 'nested'],
      ['/examples/style.css', 'text/css; charset=utf-8', 'body {}'],
      ['/examples/a%20b.txt', 'text/plain; charset=utf-8', 'with a space'],
    ];
    for (const [path, type, content] of files) {
      const { status, headers, body } = await get(url, path);
      assert.deepEqual([status, headers['content-type'], body], [200, type, content], path);
      assert.equal(headers['cache-control'], 'no-cache');
    }
    const script = await get(url, '/dist/cli.mjs');
    assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8');
    const head = await get(url, '/examples/style.css', 'HEAD');
    assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '7', '']);
    const folder = await get(url, '/examples/nested?x=1');
    assert.deepEqual([folder.status, folder.headers.location], [302, '/examples/nested/?x=1']);
  });

  test('serves nothing else', async (t) => {
    const { url } = await startServer(t);
    const paths = [
      '/package.json',
      '/secret.txt',
      '/examples/../secret.txt',
      '/examples/%2e%2e/secret.txt',
      '/examples/..%2fsecret.txt',
      '/examples/link.txt',
      '/../secret.txt',
      '//secret.txt',
      '/examples/missing.html',
      '/examples/%',
      '/examples/%00',
      '/examples/style.css/',
      '/dist/lambda/',
      '/distant',
    ];
    for (const path of paths) {
      const { status, body } = await get(url, path);
      assert.equal(status, 404, path);
      assert.ok(!body.includes('secret'), path);
    }
    assert.equal((await get(url, '/', 'POST')).status, 405);
  });

  test('relays between two clients', async (t) => {
    const { relayUrl } = await startServer(t);
    const url = relayUrl.replace('localhost', '127.0.0.1');
    const [a, b] = [await connect(url), await connect(url)];
    const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, { hello: true });
    assert.deepEqual(await b.next(), { message: { hello: true }, from: idA });
    await Promise.all([a.close(), b.close()]);
  });

  test('runs a script of faults, and says each one', async (t) => {
    const file = join(root, 'faults.json');
    const steps = [{ on: { relayed: 1 }, do: { kind: 'kill', code: 1001, connections: 'sender' } }];
    await writeFile(file, JSON.stringify(steps));
    const { relayUrl, command } = await startServer(t, ['--port', '0', '--faults', file]);
    const url = relayUrl.replace('localhost', '127.0.0.1');
    const [a, b] = [await connect(url), await connect(url)];
    const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, 1);
    assert.equal((await b.next()).from, idA);
    assert.equal((await a.closed).code, 1001);
    assert.equal(await b.whoAmI(), idB);
    await until(() => command.stdout.includes('Fault after '));
    const [, json] = /^Fault after [\d.]+ s: (.*)$/m.exec(command.stdout);
    assert.deepEqual(JSON.parse(json), { kind: 'kill', code: 1001, connections: [idA] });
    await b.close();
  });

  test('lets in only who brings a token of the key set, if there is one', async (t) => {
    const keys = await newKeys('ES256', 'one');
    const keyServer = await startKeyServer(t, [keys.jwk]);
    const { relayUrl } = await startServer(t, ['--port', '0', '--door-jwks-url', keyServer.url]);
    const url = relayUrl.replace('localhost', '127.0.0.1');
    const stranger = await connect(url);
    assert.equal(await refusalFor(stranger), 'token-missing');
    const user = await connect(`${url}?token=${await keys.sign()}`);
    assert.ok(await user.whoAmI());
    await Promise.all([stranger.close(), user.close()]);
  });

  test('ends at a signal, with clients connected', async (t) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const { child, exited, relayUrl, command } = await startServer(t);
      const a = await connect(relayUrl.replace('localhost', '127.0.0.1'));
      child.kill(signal);
      assert.equal(await exited, 0);
      await a.closed;
      assert.equal(command.stderr, '');
    }
  });

  test('takes the port of the environment, unless one is given', async (t) => {
    const { url } = await startServer(t, [], { PORT: '0' });
    const { port } = new URL(url);
    assert.notEqual(port, '8000');
    const given = await startServer(t, ['--port', '0'], { PORT: port });
    assert.notEqual(new URL(given.url).port, port);
  });

  test('may be named after its options', async (t) => {
    const command = run(t, ['--port', '0', 'dev']);
    await until(() => command.stdout.includes('Ready: ') || command.child.exitCode !== null);
    assert.equal(command.child.exitCode, null, command.stderr);
  });

  test('says it in one sentence if the port is taken', async (t) => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const { port } = server.address();
    const command = run(t, ['dev', '--port', String(port)]);
    assert.equal(await command.exited, 1);
    assert.match(
      command.stderr,
      new RegExp(`^p2p-video-call: Port ${port} is taken .*--port \\d+.*\n$`),
    );
    assert.equal(command.stdout, '');
  });
});

describe('p2p-video-call', () => {
  test('--help and --version answer', async (t) => {
    const help = run(t, ['--help']);
    assert.equal(await help.exited, 0);
    assert.match(help.stdout, /^Usage: p2p-video-call <command>/);
    assert.match(help.stdout, /^ {2}dev +\S/m);
    for (const args of [
      ['dev', '--help'],
      ['--help', 'dev'],
    ]) {
      const ofCommand = run(t, args);
      assert.equal(await ofCommand.exited, 0);
      assert.match(ofCommand.stdout, /^Usage: p2p-video-call dev \[--https\]/);
    }
    const version = run(t, ['--version']);
    assert.equal(await version.exited, 0);
    assert.equal(version.stdout, '1.2.3\n');
  });

  test('cost prints what a relay costs, and has a help of its own', async (t) => {
    const cost = run(t, ['cost', '--calls', '1000000', '--minutes', '10', '--turn', '15%']);
    assert.equal(await cost.exited, 0);
    assert.match(cost.stdout, /^1,000,000 calls a month of 10 minutes, 15 % of them over TURN/);
    assert.equal(cost.stderr, '');
    const help = run(t, ['cost', '--help']);
    assert.equal(await help.exited, 0);
    assert.match(help.stdout, /^Usage: p2p-video-call cost /);
  });

  test('exits with 2 at a script of faults that it does not understand', async (t) => {
    const wrong = [
      ['not.json', '[{', /--faults .*not\.json: .*JSON/],
      ['bad.json', '[{"at": 0, "do": {"kind": "dely"}}]', /bad\.json: Step 1: "dely" is no kind/],
      ['missing.json', null, /missing\.json: .*no such file/],
    ];
    for (const [name, content, message] of wrong) {
      const file = join(root, name);
      if (content !== null) await writeFile(file, content);
      const command = run(t, ['dev', '--port', '0', '--faults', file]);
      assert.equal(await command.exited, 2);
      assert.match(command.stderr, message);
      assert.equal(command.stdout, '');
    }
  });

  test('exits with 2 at what it does not understand', async (t) => {
    const wrong = [
      [[], /what to do/],
      [['serve'], /"serve"/],
      [['dev', '--prot', '1'], /--prot/],
      [['dev', '--port'], /--port/],
      [['dev', '--port', 'x'], /"x" is no port/],
      [['dev', '--port', '65536'], /"65536" is no port/],
      [['dev', '--port=-1'], /"-1" is no port/],
      [['dev', '--door-jwks-url', 'localhost'], /--door-jwks-url localhost: .*http/],
      [['dev', 'extra'], /"extra"/],
      [['cost', '--turn', '150%'], /--turn 150%: give a percentage/],
      [['cost', '--calls', '-5'], /--calls/],
    ];
    for (const [args, message] of wrong) {
      const command = run(t, args);
      assert.equal(await command.exited, 2, args.join(' '));
      assert.match(command.stderr, message);
      assert.match(command.stderr, /--help/);
      assert.equal(command.stdout, '');
    }
    const environment = run(t, ['dev'], { PORT: 'x' });
    assert.equal(await environment.exited, 2);
  });
});
