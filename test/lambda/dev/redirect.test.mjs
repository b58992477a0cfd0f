import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { startDevCommand } from '../../support/dev-server.mjs';

/** Unlike `fetch`, this leaves the path as it is, and follows no redirect. */
function get(url, path) {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const request = httpRequest({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({ status: response.statusCode, location: response.headers.location }),
      );
    });
    request.once('error', reject);
    request.end();
  });
}

describe('a redirect of p2p-video-call dev', () => {
  let server;
  before(async () => {
    server = await startDevCommand();
  });
  after(() => server?.stop());

  test('leads to the folder, with its query', async () => {
    assert.deepEqual(await get(server.url, '/examples?x=1'), {
      status: 302,
      location: '/examples/?x=1',
    });
  });

  test('stays on this server, whatever the path', async () => {
    const paths = [
      '//evil.example/..%2fexamples',
      '//evil.example/%2e%2e/examples',
      '//evil.example/../examples',
      '///evil.example/..%2fexamples',
      '/\\evil.example/..%2fexamples',
      '/%5cevil.example/..%2fexamples',
      '//evil.example/..%2fexamples?next=//evil.example',
      '//examples',
      '/examples/..%2f/examples',
      'http://evil.example/..%2f..%2f..%2fexamples',
    ];
    for (const path of paths) {
      const { status, location } = await get(server.url, path);
      if (status === 404) continue;
      assert.equal(status, 302, path);
      assert.equal(new URL(location, server.url).host, new URL(server.url).host, path);
      assert.match(location, /^\/examples\/(\?|$)/, path);
    }
  });
});
