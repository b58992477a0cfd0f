import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { startStandIn } from '../support/stand-in.mjs';

const TOKEN = 'cf-api-token-0123456789';
const STUN = { urls: ['stun:stun.cloudflare.com:3478'] };
const TURN_URLS = [
  'turn:turn.cloudflare.com:3478?transport=udp',
  'turn:turn.cloudflare.com:443?transport=udp',
  'turn:turn.cloudflare.com:3478?transport=tcp',
  'turn:turn.cloudflare.com:80?transport=tcp',
  'turns:turn.cloudflare.com:5349?transport=tcp',
  'turns:turn.cloudflare.com:443?transport=tcp',
];
const SIGNED = { username: 'g0a1b2c3', credential: 'd4e5f6' };

/** What Cloudflare's documentation has shown over time, and what a browser is to get of it. */
const SHAPES = {
  'one object': [
    { urls: ['stun:stun.cloudflare.com:3478', ...TURN_URLS], ...SIGNED },
    [{ urls: ['stun:stun.cloudflare.com:3478', ...TURN_URLS], ...SIGNED }],
  ],
  'a list with port 53': [
    [
      { urls: ['stun:stun.cloudflare.com:3478', 'stun:stun.cloudflare.com:53'] },
      { urls: [...TURN_URLS, 'turn:turn.cloudflare.com:53?transport=udp'], ...SIGNED },
    ],
    [STUN, { urls: TURN_URLS, ...SIGNED }],
  ],
  'a list without port 53': [
    [STUN, { urls: TURN_URLS, ...SIGNED }],
    [STUN, { urls: TURN_URLS, ...SIGNED }],
  ],
  'a URL that is a text, and fields that are new': [
    { urls: TURN_URLS[0], ...SIGNED, credentialType: 'password', region: 'x' },
    [{ urls: [TURN_URLS[0]], ...SIGNED }],
  ],
  'URLs that no browser takes': [
    [
      { urls: ['http://turn.example.com', 7, null, 'stun:x?transport=udp', 'turn:', 'turn:a b'] },
      { urls: ['turn:turn.example.com?transport=sctp', 'turn:turn.example.com'], ...SIGNED },
      { urls: ['turn:no-credentials.example.com'] },
      null,
    ],
    [{ urls: ['turn:turn.example.com'], ...SIGNED }],
  ],
};

describe('credentials of Cloudflare', () => {
  let CloudflareProvider;
  before(
    async () => ({ CloudflareProvider } = await importTypeScript('lambda/turn/cloudflare.ts')),
  );

  async function setUp(t, respond) {
    const cloudflare = await startStandIn(t, respond);
    const provider = new CloudflareProvider({
      keyId: 'key1',
      ttl: 7200,
      readSecret: async () => TOKEN,
      keysUrl: `${cloudflare.url}/v1/turn/keys/`,
    });
    return { cloudflare, provider };
  }

  test('are asked for as documented', async (t) => {
    const { cloudflare, provider } = await setUp(t, () => ({
      status: 201,
      body: { iceServers: SHAPES['one object'][0] },
    }));
    assert.equal((await provider.mint('me', 0)).ttl, 7200);
    const [{ method, url, headers, body }] = cloudflare.requests;
    assert.deepEqual(
      [method, url, headers.authorization, headers['content-type'], JSON.parse(body)],
      [
        'POST',
        '/v1/turn/keys/key1/credentials/generate-ice-servers',
        `Bearer ${TOKEN}`,
        'application/json',
        { ttl: 7200 },
      ],
    );
  });

  for (const [name, [iceServers, expected]] of Object.entries(SHAPES)) {
    test(`are understood as ${name}`, async (t) => {
      const { provider } = await setUp(t, () => ({ status: 201, body: { iceServers } }));
      assert.deepEqual((await provider.mint('me', 0)).iceServers, expected);
    });
  }

  const failures = {
    'a wrong token': [{ status: 401, body: { errors: [{ message: TOKEN }] } }, 'HTTP_401'],
    'a key that is not there': [{ status: 404, body: '' }, 'HTTP_404'],
    'too many requests': [{ status: 429, body: 'slow down' }, 'HTTP_429'],
    'an outage': [{ status: 503, body: '<html>' }, 'HTTP_503'],
    'an answer that is no JSON': [{ status: 201, body: `<html>${TOKEN}` }, 'NOT_JSON'],
    'JSON that is no object': [{ status: 201, body: 'null' }, 'NO_TURN_SERVER'],
    'no servers': [{ status: 201, body: {} }, 'NO_TURN_SERVER'],
    'an empty list': [{ status: 201, body: { iceServers: [] } }, 'NO_TURN_SERVER'],
    'STUN alone': [{ status: 201, body: { iceServers: [STUN] } }, 'NO_TURN_SERVER'],
    'no user name': [
      { status: 201, body: { iceServers: { urls: TURN_URLS, credential: 'x' } } },
      'NO_TURN_SERVER',
    ],
    'nothing but port 53': [
      {
        status: 201,
        body: { iceServers: { urls: ['turn:turn.cloudflare.com:53?transport=udp'], ...SIGNED } },
      },
      'NO_TURN_SERVER',
    ],
    'a huge answer': [{ status: 201, body: 'x'.repeat(1_000_000) }, 'TOO_LARGE'],
    'huge credentials': [
      {
        status: 201,
        body: { iceServers: { urls: TURN_URLS, ...SIGNED, username: 'x'.repeat(509) } },
      },
      'NO_TURN_SERVER',
    ],
  };
  for (const [name, [answer, code]] of Object.entries(failures)) {
    test(`are not to be had for ${name}`, async (t) => {
      const { provider } = await setUp(t, () => answer);
      const error = await provider.mint('me', 0).then(assert.fail, (reason) => reason);
      assert.equal(error.name, 'TurnError');
      assert.equal(error.code, code);
      assert.ok(!error.message.includes(TOKEN), error.message);
    });
  }

  test('are waited for 2 s', async (t) => {
    const { provider } = await setUp(t, () => null);
    const limits = t.mock.method(AbortSignal, 'timeout');
    await assert.rejects(provider.mint('me', 0), { name: 'TimeoutError' });
    assert.deepEqual(
      limits.mock.calls.map(({ arguments: [ms] }) => ms),
      [2_000],
    );
  });

  test('are not fetched from where an answer leads, and the token stays here', async (t) => {
    const elsewhere = await startStandIn(t, () => ({ status: 201, body: {} }));
    const { provider } = await setUp(t, () => ({
      status: 307,
      headers: { location: elsewhere.url },
    }));
    await assert.rejects(provider.mint('me', 0));
    assert.deepEqual(elsewhere.requests, []);
  });

  test('name the cause where the connection breaks', async (t) => {
    const { cloudflare, provider } = await setUp(t, () => null);
    cloudflare.respond = () => {
      cloudflare.drop();
      return null;
    };
    const error = await provider.mint('me', 0).then(assert.fail, (reason) => reason);
    assert.equal(error.code, 'UND_ERR_SOCKET', inspect(error));
  });
});
