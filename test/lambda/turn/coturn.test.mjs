import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { findCommand } from '../../../scripts/ensure-rig.mjs';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { startCoturn } from '../support/coturn.mjs';

const SECRET = '6c4f4e0d2f3e4c6b8a9d0e1f2a3b4c5d';
const NOW_MS = Date.parse('2026-11-27T06:00:00Z');

describe('the formula of coturn', () => {
  let CoturnProvider;
  before(async () => ({ CoturnProvider } = await importTypeScript('lambda/turn/coturn.ts')));

  const provide = (urls, ttl = 600) => new CoturnProvider(urls, ttl, async () => SECRET);

  test('is the time and the user, and their HMAC-SHA1', async () => {
    const urls = ['turn:turn.example.com:3478', 'turns:turn.example.com:5349?transport=tcp'];
    const username = `${NOW_MS / 1000 + 600}:me`;
    const credential = createHmac('sha1', SECRET).update(username).digest('base64');
    assert.deepEqual(await provide(urls).mint('me', NOW_MS + 999), {
      iceServers: [{ urls, username, credential }],
      ttl: 600,
    });
  });

  test('leaves the user out where there is none', async () => {
    const { iceServers } = await provide(['turn:turn.example.com']).mint('', NOW_MS);
    assert.equal(iceServers[0].username, String(NOW_MS / 1000 + 600));
  });

  test('gives a STUN server no credentials', async () => {
    const urls = ['stun:turn.example.com', 'turn:turn.example.com'];
    const { iceServers } = await provide(urls).mint('me', NOW_MS);
    assert.deepEqual(iceServers[0], { urls: ['stun:turn.example.com'] });
    assert.deepEqual(iceServers[1].urls, ['turn:turn.example.com']);
  });
});

const obstacle = ['turnserver', 'turnutils_uclient', 'openssl'].find((name) => !findCommand(name));
if (obstacle) console.log(`Left out: a real coturn, for ${obstacle} is not installed.`);
else {
  describe('a real coturn, configured as in the documentation', () => {
    let coturn;
    let CoturnProvider;
    before(async () => {
      ({ CoturnProvider } = await importTypeScript('lambda/turn/coturn.ts'));
      coturn = await startCoturn(SECRET);
    });
    after(() => coturn.stop());

    async function mint({ secret = SECRET, ttl = 600, user = 'me' } = {}) {
      const provider = new CoturnProvider(coturn.urls, ttl, async () => secret);
      const { iceServers } = await provider.mint(user, Date.now());
      return iceServers[0];
    }

    for (const transport of ['udp', 'tcp', 'tls']) {
      test(`relays over ${transport} for minted credentials`, async () => {
        const { isAllocated, lost, output } = await coturn.use(transport, await mint());
        assert.ok(isAllocated, output);
        assert.equal(lost, 0, output);
      });

      test(`refuses others over ${transport}`, async () => {
        const wrong = await mint({ secret: 'another', user: `wrong-${transport}` });
        const over = await mint({ ttl: -1, user: `over-${transport}` });
        for (const credentials of [wrong, over]) {
          const { isAllocated, output } = await coturn.use(transport, credentials);
          assert.ok(!isAllocated, output);
          const refusal = `user <${credentials.username}>: incoming packet message processed, error 401`;
          assert.ok(coturn.log().includes(refusal), output);
        }
      });
    }

    test('passes nothing on to a private network or to the metadata of a cloud', async () => {
      const credentials = await mint();
      const peers = ['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '127.0.0.2'];
      for (const peer of [...peers, '100.64.0.1', '0.0.0.1']) {
        const { isAllocated, lost, output } = await coturn.use('udp', credentials, peer);
        assert.ok(isAllocated, output);
        assert.match(output, /error 403 \(Forbidden IP\)/, peer);
        assert.equal(lost, null, output);
      }
    });
  });
}
