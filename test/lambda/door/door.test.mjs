import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { refusalFor, startDoor } from '../support/door.mjs';
import { startKeyServer } from '../support/key-servers.mjs';
import { newKeys } from '../support/tokens.mjs';

const AUTHORIZER = new URL('../../../dist/lambda/authorizer.mjs', import.meta.url);
const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/$connect';
const environment = { ...process.env };
let copies = 0;
let log = [];

beforeEach(() => {
  log = [];
  for (const level of ['info', 'warn', 'error']) {
    mock.method(console, level, (entry) => log.push(entry));
  }
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
});

/** The authorizer as in a fresh execution environment. */
async function load(variables) {
  Object.assign(process.env, variables);
  const { handler } = await import(`${AUTHORIZER.href}?copy=${++copies}`);
  return (token, origin) =>
    handler({
      type: 'REQUEST',
      methodArn: METHOD_ARN,
      multiValueHeaders: origin === undefined ? {} : { origin: [origin].flat() },
      multiValueQueryStringParameters: token === undefined ? {} : { token: [token] },
    });
}

async function setUp(test) {
  const keys = await newKeys('ES256', 'one');
  const keyServer = await startKeyServer(test, [keys.jwk]);
  return { keys, keyServer, ask: await load({ DOOR_JWKS_URL: keyServer.url }) };
}

const hashOf = (name) => createHash('sha256').update(name).digest('base64url');

describe('what the authorizer returns', () => {
  test('allows exactly the route that was asked for, to the refused as well', async (t) => {
    const { ask, keys } = await setUp(t);
    for (const token of [await keys.sign(), 'x']) {
      const { policyDocument, principalId } = await ask(token);
      assert.deepEqual(policyDocument, {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: METHOD_ARN }],
      });
      assert.equal(principalId, token === 'x' ? 'refused' : 'admitted');
    }
  });

  test('says who it is and until when, with the tolerance', async (t) => {
    const { ask, keys } = await setUp(t);
    const exp = Math.floor(Date.now() / 1000) + 100;
    const { context } = await ask(await keys.sign({ sub: 'ann', exp }));
    assert.deepEqual(context, { subject: 'ann', expires: exp + 10 });
  });

  test('holds the hashes of the rooms, as the relay compares them', async (t) => {
    const { ask, keys } = await setUp(t);
    const rooms = async (claim) => (await ask(await keys.sign({ rooms: claim }))).context.rooms;
    assert.equal(
      await rooms(['standup', '방 🎥', '']),
      ['standup', '방 🎥', ''].map(hashOf).join(' '),
    );
    assert.equal(await rooms(['cafe\u0301']), hashOf('caf\u00e9'), 'however it was typed');
    assert.equal(await rooms([]), 'none', 'no room at all');
    assert.equal(await rooms(['a', '*']), undefined, 'every room');
    assert.equal(await rooms(undefined), undefined, 'every room');
  });

  test('stays below the 8 KB of API Gateway, or the token is refused', async (t) => {
    const { ask, keys } = await setUp(t);
    const names = Array.from({ length: 128 }, (_, index) => `r${index}`);
    const full = await ask(await keys.sign({ rooms: names, sub: '\u0001'.repeat(255) }));
    assert.equal(full.context.rooms.split(' ').length, 128);
    assert.ok(Buffer.byteLength(JSON.stringify(full)) <= 8_192);
    const { context } = await ask(await keys.sign({ rooms: [...names, 'one more'] }));
    assert.deepEqual(context, { refusal: 'token-invalid' });
    assert.match(log.at(-1).hint, /128/);
  });

  test('is no answer to other events', async () => {
    await load({ ALLOWED_ORIGINS: 'https://a.example' });
    const { handler } = await import(`${AUTHORIZER.href}?copy=${copies}`);
    const type = 'REQUEST';
    const events = [
      undefined,
      {},
      { type: 'TOKEN', methodArn: METHOD_ARN },
      { type, methodArn: METHOD_ARN.replace('$connect', '$default') },
      { type, methodArn: METHOD_ARN.replace('$connect', 'GET/pets') },
      { type, methodArn: '*' },
    ];
    for (const event of events) await assert.rejects(handler(event), { message: 'Unauthorized' });
  });
});

describe('keys that change, by the clock', () => {
  test('a new key is found at once, an old one is good no longer than five minutes', async (t) => {
    const { ask, keys, keyServer } = await setUp(t);
    const refusal = async (token) => (await ask(token)).context.refusal;
    const start = Date.now();
    mock.timers.enable({ apis: ['Date'], now: start });
    const exp = Math.floor(start / 1000) + 3_600;
    const old = await keys.sign({ exp });
    assert.equal(await refusal(old), undefined);
    const next = await newKeys('ES256', 'two');
    keyServer.keys = [keys.jwk, next.jwk];
    const token = await next.sign({ exp });
    assert.equal(await refusal(token), 'token-invalid', 'asked a moment ago');
    mock.timers.setTime(start + 10_000);
    assert.equal(await refusal(token), undefined, 'asked again');
    assert.equal(keyServer.reads, 2);

    keyServer.keys = [next.jwk];
    mock.timers.setTime(start + 309_999);
    assert.equal(await refusal(old), undefined, 'still kept');
    mock.timers.setTime(start + 310_000);
    assert.equal(await refusal(old), 'token-invalid', 'withdrawn');
    assert.equal(await refusal(token), undefined);

    keyServer.stop();
    mock.timers.setTime(start + 620_000);
    assert.equal(await refusal(token), 'door-failed', 'the keys are too old');
  });

  test('unknown keys do not make it ask again and again', async (t) => {
    const { ask, keys, keyServer } = await setUp(t);
    await ask(await keys.sign());
    for (let i = 0; i < 20; i++) await ask(await (await newKeys('ES256', `k${i}`)).sign());
    assert.equal(keyServer.reads, 1);
  });
});

describe('the list of origins', () => {
  const ALLOWED_ORIGINS = 'https://a.example, http://localhost:3000/,https://B.example:8443';

  test('lets in the pages on it, and nobody else', async () => {
    const ask = await load({ ALLOWED_ORIGINS });
    for (const origin of ['https://a.example', 'http://localhost:3000', 'https://b.example:8443']) {
      assert.deepEqual((await ask(undefined, origin)).context, {}, origin);
    }
    const others = [
      undefined,
      '',
      'null',
      'http://a.example',
      'https://a.example:444',
      'https://a.example.evil.example',
      'https://evil-a.example',
      'https://a.example/',
      'https://A.example',
      ['https://a.example', 'https://evil.example'],
      ['https://a.example', 'https://a.example'],
    ];
    for (const origin of others) {
      assert.deepEqual((await ask(undefined, origin)).context, { refusal: 'origin' }, origin);
    }
  });

  test('comes before the token, and does not stand for it', async (t) => {
    const keys = await newKeys('ES256', 'one');
    const keyServer = await startKeyServer(t, [keys.jwk]);
    const ask = await load({ ALLOWED_ORIGINS, DOOR_JWKS_URL: keyServer.url });
    const token = await keys.sign();
    assert.equal((await ask(token, 'https://evil.example')).context.refusal, 'origin');
    assert.equal((await ask(undefined, 'https://a.example')).context.refusal, 'token-missing');
    assert.equal((await ask(token, 'https://a.example')).context.refusal, undefined);
  });

  test('a page elsewhere is told so by the relay', async (t) => {
    const door = await startDoor(t, { ALLOWED_ORIGINS });
    const evil = await door.enter({}, { origin: 'https://evil.example' });
    const page = await door.enter({}, { origin: 'https://a.example' });
    assert.equal(await refusalFor(evil, page), 'origin');
    assert.equal(await refusalFor(await door.enter({})), 'origin');
  });
});

describe('a door that was set up wrong lets nobody in, and its log says why', () => {
  const cases = [
    [{}, /asks for nothing/],
    [{ DOOR_SECRET_NAME: ' ', ALLOWED_ORIGINS: '' }, /asks for nothing/],
    [{ DOOR_SECRET_NAME: 'a', DOOR_JWKS_URL: 'https://a.example/' }, /not both/],
    [{ DOOR_AUDIENCE: 'a', ALLOWED_ORIGINS: 'https://a.example' }, /claims of a token/],
    [{ DOOR_JWKS_URL: 'http://login.example/jwks.json' }, /https:/],
    [{ DOOR_JWKS_URL: 'login.example' }, /https:/],
    [{ ALLOWED_ORIGINS: '*' }, /no origin/],
    [{ ALLOWED_ORIGINS: 'https://*.example' }, /no origin/],
    [{ ALLOWED_ORIGINS: 'a.example' }, /no origin/],
    [{ ALLOWED_ORIGINS: 'https://a.example/calls' }, /no origin/],
  ];
  for (const [variables, hint] of cases) {
    test(JSON.stringify(variables), async () => {
      const ask = await load(variables);
      const { context } = await ask('x', 'https://a.example');
      assert.deepEqual(context, { refusal: 'door-failed' });
      assert.match(log[0].hint, hint);
    });
  }
});
