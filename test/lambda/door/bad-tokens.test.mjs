import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNotLogged, refusalFor, startDoor } from '../support/door.mjs';
import { until } from '../support/gateway.mjs';
import { startKeyServer, startParameterStore } from '../support/key-servers.mjs';
import {
  AUDIENCE,
  forge,
  goodClaims,
  ISSUER,
  newKeys,
  nowS,
  SECRET,
  sign,
} from '../support/tokens.mjs';

const CLAIMS = { DOOR_AUDIENCE: AUDIENCE, DOOR_ISSUER: ISSUER };

async function startSecretDoor(test, environment = {}) {
  const store = await startParameterStore(test, SECRET);
  const variables = { DOOR_SECRET_NAME: '/calls/secret', AWS_ENDPOINT_URL_SSM: store.url };
  return { store, ...(await startDoor(test, { ...variables, ...CLAIMS, ...environment })) };
}

async function startKeyDoor(test, keys) {
  const keyServer = await startKeyServer(test, [keys.jwk]);
  return { keyServer, ...(await startDoor(test, { DOOR_JWKS_URL: keyServer.url, ...CLAIMS })) };
}

/** Bad tokens by name: the query, and the refusal. */
async function badTokens(good, signWith) {
  const [head, payload, signature] = good.split('.');
  const changed = Buffer.from(JSON.stringify({ ...goodClaims(), sub: 'eve' })).toString(
    'base64url',
  );
  const invalid = {
    'of another key': await sign({}, 'another secret, which is long enough too'),
    'with alg none': forge({ alg: 'none' }),
    'with alg None': forge({ alg: 'None' }, {}, signature),
    'without a signature': `${head}.${payload}.`,
    'with somebody else’s name in it': `${head}.${changed}.${signature}`,
    'cut off': good.slice(0, -3),
    'cut off in the middle': good.slice(0, good.length / 2),
    'for another audience': await signWith({ aud: 'other.example.com' }),
    'of another issuer': await signWith({ iss: 'https://evil.example.com' }),
    'without an audience': await signWith({ aud: undefined }),
    'without an issuer': await signWith({ iss: undefined }),
    'without exp': await signWith({ exp: undefined }),
    'with a text as exp': await signWith({ exp: 'tomorrow' }).catch(() =>
      forge({ alg: 'HS256' }, { exp: 'x' }, signature),
    ),
    'not good yet': await signWith({ nbf: nowS() + 120 }),
    'with a critical header': forge({ alg: 'HS256', crit: ['x'], x: 1 }, {}, signature),
    huge: await signWith({ more: 'x'.repeat(4_000) }),
    'with a name that is no text': await signWith({ sub: 7 }).catch(() => 'x.y.z'),
    'with a name without end': await signWith({ sub: 'x'.repeat(256) }),
    'with rooms that are no list': await signWith({ rooms: 'standup' }),
    'with rooms that are no names': await signWith({ rooms: [{}] }),
    'of spaces': '   ',
    'of other letters': '토큰 🎥 \u0000\uffff"\\',
    'of dots': '..',
    'of JSON': '{"alg":"none"}',
  };
  return [
    ...Object.entries(invalid).map(([name, token]) => [name, { token }, 'token-invalid']),
    [
      'given twice',
      [
        ['token', good],
        ['token', good],
      ],
      'token-invalid',
    ],
    ['expired', { token: await signWith({ exp: nowS() - 11 }) }, 'token-expired'],
    ['that is empty', { token: '' }, 'token-missing'],
    ['that is not there', {}, 'token-missing'],
    ['under another name', { Token: good }, 'token-missing'],
  ];
}

/** Each of them gets the refusal and nothing else, a bystander gets nothing of it, and the log tells no token. */
async function checkAll(test, door, good, signWith) {
  const bystander = await door.enter(good);
  const seen = [good];
  for (const [name, query, refusal] of await badTokens(good, signWith)) {
    const relayed = door.gateway.stats.relayed;
    const client = await door.enter(query);
    assert.equal(await refusalFor(client, bystander), refusal, `a token ${name}`);
    assert.equal(door.gateway.stats.relayed, relayed, name);
    await client.close();
    seen.push(...new URLSearchParams(query).values());
  }
  assertNotLogged(door.log, [...seen, SECRET]);
  assert.ok(door.log.some((line) => line.includes('door-refused')));
}

describe('bad tokens', () => {
  test('before a door with a secret', async (t) => {
    const door = await startSecretDoor(t);
    await checkAll(t, door, await sign({}, SECRET), (claims) => sign(claims, SECRET));
    assert.equal(door.store.reads, 1, 'the secret is kept');
  });

  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    test(`before a door with public keys: ${alg}`, async (t) => {
      const keys = await newKeys(alg, 'one');
      const door = await startKeyDoor(t, keys);
      await checkAll(t, door, await keys.sign(), keys.sign);
    });
  }

  test('the public key does not pass as the secret of an HMAC', async (t) => {
    const keys = await newKeys('RS256', 'one');
    const door = await startKeyDoor(t, keys);
    for (const secret of [keys.pem, keys.pem.trim(), JSON.stringify(keys.jwk), keys.jwk.n]) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const token = await sign({}, secret, { alg, kid: 'one' });
        assert.equal(await refusalFor(await door.enter(token)), 'token-invalid');
      }
    }
    assert.ok(await (await door.enter(await keys.sign())).whoAmI());
  });

  test('a shared secret lets no other algorithm in', async (t) => {
    const door = await startSecretDoor(t);
    for (const alg of ['HS384', 'HS512']) {
      const token = await sign({}, SECRET.padEnd(64, '!'), { alg });
      assert.equal(await refusalFor(await door.enter(token)), 'token-invalid');
      const own = await sign({}, SECRET, { alg }).catch(() => null);
      if (own) assert.equal(await refusalFor(await door.enter(own)), 'token-invalid');
    }
  });
});

describe('a token that was good', () => {
  test('lets nobody in after its end', async (t) => {
    const door = await startSecretDoor(t);
    // With the 10 s of tolerance this one is good for 3 s more.
    const exp = nowS() - 7;
    const token = await sign({ exp }, SECRET);
    const client = await door.enter(token);
    const address = await client.whoAmI();
    assert.ok(address);
    const peer = await door.enter(await sign({}, SECRET));
    await peer.whoAmI();
    await until(() => nowS() > exp + 10);
    assert.equal(await refusalFor(client, peer), 'token-expired');
    assert.equal(await refusalFor(await door.enter(token), peer), 'token-expired');
  });
});

describe('a good token', () => {
  test('carries calls, and is in no log', async (t) => {
    const door = await startSecretDoor(t);
    const tokens = [
      await sign({ sub: 'ann-who-called' }, SECRET),
      await sign({ sub: 'bob' }, SECRET),
    ];
    const [ann, bob] = [await door.enter(tokens[0]), await door.enter(tokens[1])];
    const [annId, bobId] = [await ann.whoAmI(), await bob.whoAmI()];
    ann.request(bobId, 'hello');
    assert.deepEqual(await bob.next(), { from: annId, message: 'hello' });
    assertNotLogged(door.log, [...tokens, SECRET, 'ann-who-called']);
  });

  test('may be one of a list of audiences, within the tolerance of the clocks', async (t) => {
    const door = await startSecretDoor(t);
    for (const claims of [
      { aud: ['x', AUDIENCE] },
      { nbf: nowS() + 5 },
      { exp: nowS() - 5 },
      { sub: undefined },
      { rooms: ['*'] },
    ]) {
      const client = await door.enter(await sign(claims, SECRET));
      assert.ok(await client.whoAmI(), JSON.stringify(claims));
    }
  });
});
