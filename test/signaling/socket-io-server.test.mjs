import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { startSocketIoExample } from '../support/socket-io-example.mjs';

/** Unlike `fetch`, this leaves the path as it is. */
function get(url, path) {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const request = httpRequest({ host: '127.0.0.1', port, path }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, body });
    });
    request.once('error', reject);
    request.end();
  });
}

function isReachable(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('the server of the Socket.IO example', () => {
  test('is reached from this computer alone', async (t) => {
    const { url, stop } = await startSocketIoExample();
    t.after(stop);
    const { port } = new URL(url);
    assert.equal(await isReachable('127.0.0.1', port), true);
    // Another address of this computer, which a server on all of them would answer on, too.
    assert.equal(await isReachable('127.0.0.2', port), false);
  });

  test('listens where HOST says', async () => {
    // A name that no computer has (RFC 6761).
    await assert.rejects(startSocketIoExample({ HOST: 'nowhere.invalid' }), /gave no address/);
  });

  test('goes on after paths that mean nothing, and tells nothing about itself', async (t) => {
    const { url, stop } = await startSocketIoExample();
    t.after(stop);
    const paths = [
      '//',
      '///',
      '/\\',
      '/%',
      '/%00',
      '*',
      '//evil.example/x',
      'http://[',
      '/constructor',
      '/__proto__',
      '/../server.mjs',
      '/p2p-video-call.missing.js',
      '/p2p-video-call..js',
      '/socket.io/%',
      '/socket.io//',
    ];
    for (const path of paths) {
      const { status, body } = await get(url, path);
      assert.ok(status === 404 || (status === 400 && path.startsWith('/socket.io/')), path);
      assert.doesNotMatch(body, /node_modules|ENOENT|[\\/]tmp/, path);
    }
    assert.equal((await get(url, '/')).status, 200);
  });
});
