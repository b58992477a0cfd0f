import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCommand } from '../../support/dev-server.mjs';
import { connect, refusalOf } from '../support/client.mjs';

const CLI = fileURLToPath(new URL('../../../dist/cli.mjs', import.meta.url));

/** Starts the command, and gives its relay by the address that it listens on. */
async function start(t, ...args) {
  const { url, stop } = await startCommand([CLI, 'dev', '--port', '0', ...args]);
  t.after(stop);
  const { port } = new URL(url);
  return { port, relayUrl: `ws://127.0.0.1:${port}/relay` };
}

/** What a request gets that gives `host` as the name of the server. */
function ask(port, host, path = '/dist/cli.mjs', method = 'GET') {
  return new Promise((resolve, reject) => {
    const headers = { host };
    const options = { host: '127.0.0.1', port, path, method, headers };
    const request = httpRequest(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, body });
    });
    request.once('error', reject);
    request.end();
  });
}

/** Whether a page of `origin` gets a connection, and under which name of the server it asked for one. */
async function mayConnect(relayUrl, origin, host) {
  const headers = { ...(origin && { origin }), ...(host && { host }) };
  try {
    const client = await connect(relayUrl, { headers });
    assert.equal(typeof (await client.whoAmI()), 'string');
    await client.close();
    return true;
  } catch {
    assert.equal(await refusalOf(relayUrl, { headers }), 403);
    return false;
  }
}

describe('p2p-video-call dev, asked by another name (T3)', () => {
  test('answers to the names of this computer, with any port', async (t) => {
    const { port } = await start(t);
    const names = ['localhost', '127.0.0.1', '[::1]', 'app.localhost', 'LOCALHOST', 'localhost.'];
    for (const name of names) {
      for (const host of [name, `${name}:${port}`, `${name}:1`]) {
        assert.equal((await ask(port, host)).status, 200, host);
      }
    }
  });

  test('refuses every other name, on every path, and says what to do', async (t) => {
    const { port } = await start(t);
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'evillocalhost',
      '192.168.1.5',
      '[fd00::5]',
      'localhost@evil.example',
      'evil.example/localhost',
    ];
    for (const host of hosts) {
      for (const path of ['/', '/dist/cli.mjs', '/relay', '/relay/@connections/AAAAAAAAAAAAAAA=']) {
        const { status, body } = await ask(port, host, path);
        assert.equal(status, 403, `${host} ${path}`);
        assert.match(body, /development server.*localhost/, `${host} ${path}`);
      }
    }
    const { body } = await ask(port, 'evil.example:8000');
    assert.match(body, /--allow-host evil\.example\b/);
  });

  test('refuses connections by another name', async (t) => {
    const { port, relayUrl } = await start(t);
    assert.equal(await mayConnect(relayUrl, null, `evil.example:${port}`), false);
    assert.equal(await mayConnect(relayUrl, `http://evil.example:${port}`, 'evil.example'), false);
    assert.equal(await mayConnect(relayUrl, null, `app.localhost:${port}`), true);
  });

  test('--allow-host lets names in', async (t) => {
    const { port, relayUrl } = await start(
      t,
      '--allow-host',
      'My-Mac.local',
      '--allow-host=b.test',
    );
    for (const name of ['my-mac.local', 'b.test', 'localhost']) {
      assert.equal((await ask(port, `${name}:${port}`)).status, 200, name);
      assert.equal(await mayConnect(relayUrl, `https://${name}`, name), true, name);
    }
    assert.equal((await ask(port, 'other.local')).status, 403);
  });
});

describe('p2p-video-call dev, asked by a page', () => {
  test('connects the pages of this computer, and what is no page', async (t) => {
    const { relayUrl } = await start(t);
    const origins = [
      null,
      'http://localhost:3000',
      'https://localhost',
      'http://127.0.0.1:8080',
      'http://[::1]:5173',
      'https://app.localhost',
    ];
    for (const origin of origins) assert.equal(await mayConnect(relayUrl, origin), true, origin);
  });

  test('refuses the pages of others', async (t) => {
    const { relayUrl } = await start(t);
    const origins = [
      'https://evil.example',
      'http://localhost.evil.example',
      'http://localhost@evil.example',
      'http://192.168.1.5:8000',
      'null',
      'file://',
      'chrome-extension://localhost',
      'localhost',
    ];
    for (const origin of origins) assert.equal(await mayConnect(relayUrl, origin), false, origin);
  });
});

describe('--allow-host', () => {
  test('is in the help, and wants a name', () => {
    const run = (...args) => spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
    assert.match(run('dev', '--help').stdout, /--allow-host <name>/);
    for (const name of ['', 'http://a.test', 'a.test:8000', 'a.test/x', 'a b', '*']) {
      const { status, stderr } = run('dev', '--port', '0', `--allow-host=${name}`);
      assert.equal(status, 2, name);
      assert.match(stderr, /--allow-host/);
    }
  });
});
