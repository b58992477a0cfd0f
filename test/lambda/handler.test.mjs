import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { devNull } from 'node:os';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { inspect } from 'node:util';
import { startManagementServer } from './support/management-server.mjs';

const HANDLER = new URL('../../dist/lambda/handler.mjs', import.meta.url);
const ENDPOINT = 'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI';
const SENDER = 'D-j5-fe7IAMCKMA=';
const TARGET = 'L0SM9cOFvHcCIhw=';
const LEVELS = ['debug', 'info', 'warn', 'error'];

const environment = { ...process.env };
let copies = 0;
let log = [];

beforeEach(() => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  log = [];
  for (const level of LEVELS) {
    mock.method(console, level, (...values) => log.push({ level, values }));
  }
});

afterEach(() => {
  mock.restoreAll();
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
});

/** A copy of the handler with SDK clients of its own, as in a fresh execution environment. */
async function loadHandler() {
  const { handler } = await import(`${HANDLER.href}?copy=${++copies}`);
  return handler;
}

function event(body, requestContext = {}) {
  return {
    requestContext: {
      routeKey: '$default',
      eventType: 'MESSAGE',
      connectionId: SENDER,
      apiId: 'abcdef1234',
      stage: 'prod',
      domainName: 'calls.example.com',
      ...requestContext,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}

const request = (connectionId, message, ref) => JSON.stringify({ connectionId, message, ref });
const hash = (id) => createHash('sha256').update(id).digest('hex').slice(0, 12);

/** The handler in front of a stand-in for AWS. */
async function setUp(t) {
  const management = await startManagementServer(t);
  process.env[ENDPOINT] = management.url;
  return { management, handler: await loadHandler() };
}

describe('the handler, by event', () => {
  test('tells a client its address', async (t) => {
    const { management, handler } = await setUp(t);
    for (const body of [undefined, null, '', 'hello', '{"action":"ping"}']) {
      assert.deepEqual(await handler(event(body)), {
        statusCode: 200,
        body: `{"connectionId":"${SENDER}"}`,
      });
    }
    assert.equal(management.requests.length, 0);
  });

  test('relays with one signed POST and answers nothing (T15)', async (t) => {
    const { management, handler } = await setUp(t);
    const result = await handler(event(request(TARGET, { text: '한글 📞' })));
    assert.deepEqual(result, { statusCode: 200 });
    assert.equal(management.requests.length, 1);
    const [post] = management.requests;
    assert.equal(post.method, 'POST');
    assert.equal(decodeURIComponent(post.url), `/prod/@connections/${TARGET}`);
    assert.ok(post.url.endsWith('%3D'), 'the id is encoded');
    assert.match(
      post.authorization,
      /^AWS4-HMAC-SHA256 Credential=test\/\d+\/us-east-1\/execute-api\//,
    );
    assert.deepEqual(JSON.parse(post.body), { message: { text: '한글 📞' }, from: SENDER });
  });

  test('does nothing at $connect and $disconnect', async (t) => {
    const { management, handler } = await setUp(t);
    for (const eventType of ['CONNECT', 'DISCONNECT']) {
      const result = await handler(event(request(TARGET, 1), { eventType }));
      assert.deepEqual(result, { statusCode: 200 });
    }
    assert.equal(management.requests.length, 0);
    assert.equal(log.length, 0);
  });

  test('says so in the log if it is invoked with anything else (T16)', async () => {
    const handler = await loadHandler();
    const events = [
      undefined,
      null,
      'text',
      [],
      {},
      { key1: 'value1' },
      { requestContext: null },
      { requestContext: { http: { method: 'GET' } }, body: '' },
      event('', { eventType: 'OTHER' }),
      event('', { connectionId: 5 }),
      event('', { connectionId: '' }),
      event('', { apiId: 'evil.example/x' }),
      event('', { stage: '../x' }),
      event({}),
      event(5),
    ];
    for (const value of events) assert.deepEqual(await handler(value), { statusCode: 400 });
    assert.equal(log.length, events.length);
    assert.ok(log.every(({ level, values }) => level === 'error' && values[0].hint));
  });
});

describe('the handler, by service', () => {
  const ROOM = 'r'.repeat(43);
  const requests = [
    [{ action: 'join-room', room: ROOM, member: 'm'.repeat(22), ref: 'r' }, { room: ROOM }],
    [{ action: 'leave-room', room: ROOM, member: 'm'.repeat(22), ref: 'r' }, { room: ROOM }],
    [{ action: 'send-to-room', room: ROOM, message: 1, ref: 'r' }, { room: ROOM }],
    [{ action: 'ice-servers', ref: 'r' }, { iceServers: [] }],
  ];
  for (const [request, service] of requests) {
    test(`${request.action}: says that it was deployed without`, async (t) => {
      const { management, handler } = await setUp(t);
      const { body } = await handler(event(JSON.stringify(request)));
      const { error, ...rest } = JSON.parse(body);
      assert.equal(error.code, 'not-supported');
      assert.deepEqual(rest, { connectionId: null, ref: 'r', ...service });
      assert.equal(management.requests.length, 0);
      assert.ok(!inspect(log, { depth: null }).includes(ROOM), 'the room is in the log');
    });
  }
});

describe('the handler, by what the door says', () => {
  const REFUSED = { authorizer: { refusal: 'token-expired', principalId: 'x' } };

  test('answers a refused connection with the reason, and does nothing else for it', async (t) => {
    const { management, handler } = await setUp(t);
    const bodies = [
      undefined,
      '',
      'x'.repeat(40_000),
      request(TARGET, 1, 'r'),
      '{"action":"ice-servers","ref":"r"}',
      `{"action":"join-room","room":"${'r'.repeat(43)}","member":"${'m'.repeat(22)}"}`,
    ];
    for (const body of bodies) {
      const result = await handler(event(body, REFUSED));
      assert.equal(result.statusCode, 200);
      const { error, ...rest } = JSON.parse(result.body);
      assert.equal(error.code, 'unauthorized');
      assert.match(error.message, /expired/);
      assert.deepEqual(rest, { connectionId: null });
    }
    assert.equal(management.requests.length, 0);
    assert.ok(log.every(({ values }) => values[0].outcome === 'unauthorized'));
  });

  test('has a sentence for every code, and repeats none that it does not know', async (t) => {
    const { handler } = await setUp(t);
    const known = [
      ...['origin', 'token-missing', 'token-expired', 'token-invalid'],
      ...['door-failed', 'door-new'],
    ];
    for (const code of [...known, '', 'toString', '__proto__', '<b>x</b>', 1]) {
      const { body } = await handler(event('', { authorizer: { refusal: code } }));
      const { error } = JSON.parse(body);
      assert.equal(error.code, 'unauthorized');
      const [, given, sentence] = /^(?:([a-z-]+): )?(.*)$/.exec(error.message);
      assert.equal(given, known.includes(code) ? code : undefined);
      assert.match(sentence, /^[A-Z][^<]{10,}\.$/);
    }
    assert.ok(!inspect(log, { depth: null }).includes('<b>'));
  });

  test('lets everybody else in, whatever the context holds', async (t) => {
    const { handler } = await setUp(t);
    for (const authorizer of [
      undefined,
      null,
      'refusal',
      [],
      {},
      { subject: 'x' },
      { expires: String(Math.ceil(Date.now() / 1000) + 60) },
    ]) {
      const { body } = await handler(event('', { authorizer }));
      assert.deepEqual(JSON.parse(body), { connectionId: SENDER });
    }
  });

  test('refuses whom its door has never seen: those are older than it', async (t) => {
    process.env.DOOR = '1';
    const { management, handler } = await setUp(t);
    for (const authorizer of [undefined, null, {}]) {
      for (const body of ['', request(TARGET, 1, 'r'), '{"action":"ice-servers"}']) {
        const { error } = JSON.parse((await handler(event(body, { authorizer }))).body);
        assert.equal(error.code, 'unauthorized');
        assert.match(error.message, /^door-new: .*connect again\.$/);
      }
    }
    assert.equal(management.requests.length, 0);
    // A door that asks for origins alone has nothing else to say of whom it lets in.
    const { body } = await handler(event('', { authorizer: { principalId: 'admitted' } }));
    assert.deepEqual(JSON.parse(body), { connectionId: SENDER });
  });

  test('refuses everything once the token has expired, to the second', async (t) => {
    const { management, handler } = await setUp(t);
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
    t.after(() => mock.timers.reset());
    const ask = async (body, expires) =>
      JSON.parse((await handler(event(body, { authorizer: { expires } }))).body ?? '{}');
    assert.deepEqual(await ask('', '1800000001'), { connectionId: SENDER });
    for (const expires of ['1800000000', '1799999999', '0', '', 'x', null]) {
      for (const body of ['', request(TARGET, 1, 'r'), '{"action":"ice-servers"}']) {
        const { error, connectionId } = await ask(body, expires);
        assert.match(error.message, /^token-expired: /, String(expires));
        assert.equal(connectionId, null);
      }
    }
    assert.equal(management.requests.length, 0);
  });
});

describe('ANSWER_BY_POST', () => {
  async function setUpForPost(t) {
    process.env.ANSWER_BY_POST = '1';
    return setUp(t);
  }

  test('posts the answer to the sender and returns none', async (t) => {
    const { management, handler } = await setUpForPost(t);
    assert.deepEqual(await handler(event('')), { statusCode: 200 });
    const [post] = management.requests;
    assert.equal(decodeURIComponent(post.url), `/prod/@connections/${SENDER}`);
    assert.equal(post.body, `{"connectionId":"${SENDER}"}`);

    management.respond = () => ({ status: 410, headers: {} });
    assert.deepEqual(await handler(event(request(TARGET, 1, 'r'))), { statusCode: 200 });
    assert.equal(management.requests.length, 3);
    assert.equal(JSON.parse(management.requests[2].body).error.code, 'peer-unavailable');
  });

  test('has nothing to post where there is no answer', async (t) => {
    const { management, handler } = await setUpForPost(t);
    await handler(event(request(TARGET, 1)));
    assert.deepEqual(
      management.requests.map(({ url }) => decodeURIComponent(url)),
      [`/prod/@connections/${TARGET}`],
    );
  });

  for (const [status, level] of [
    [403, 'error'],
    [410, 'info'],
    [500, 'error'],
    [null, 'error'],
  ]) {
    test(`a post that fails (${status}) is logged without the address`, async (t) => {
      const { management, handler } = await setUpForPost(t);
      management.respond = () => (status === null ? null : { status, headers: {} });
      assert.deepEqual(await handler(event('')), { statusCode: 200 });
      const { level: loggedAt, values } = log.at(-1);
      assert.equal(loggedAt, level);
      assert.deepEqual([values[0].type, values[0].outcome], ['answer', 'lost']);
      assert.equal(values[0].status, status);
      assert.ok(!inspect(log, { depth: null }).includes(SENDER));
    });
  }
});

describe('the handler, by the answer of AWS', () => {
  const answers = [
    [400, 'BadRequestException', 'peer-unavailable', 'info'],
    [403, 'ForbiddenException', 'peer-unavailable', 'error'],
    [410, 'GoneException', 'peer-unavailable', 'info'],
    [410, null, 'peer-unavailable', 'info'],
    [413, 'PayloadTooLargeException', 'too-large', 'warn'],
    [429, 'LimitExceededException', 'rate-limited', 'warn'],
    [500, 'InternalServerError', 'internal', 'error'],
    [404, null, 'internal', 'error'],
  ];
  for (const [status, type, code, level] of answers) {
    test(`${status} ${type ?? 'without an error type'} is ${code}`, async (t) => {
      const { management, handler } = await setUp(t);
      management.respond = () => ({
        status,
        headers: type === null ? {} : { 'x-amzn-ErrorType': type },
        body: '{"message":"as AWS says it"}',
      });
      const { statusCode, body } = await handler(event(request(TARGET, 1, 'r')));
      assert.equal(statusCode, 200);
      const answer = JSON.parse(body);
      assert.equal(answer.error.code, code);
      assert.equal(answer.connectionId, TARGET);
      assert.equal(answer.ref, 'r');
      assert.equal(log.length, 1);
      assert.equal(log[0].level, level);
      assert.equal(log[0].values[0].status, status);
      // Only what may pass by itself is tried again, and that once.
      assert.equal(management.requests.length, status === 429 || status === 500 ? 2 : 1);
    });
  }

  test('an answer that is no JSON is judged by its status too', async (t) => {
    const { management, handler } = await setUp(t);
    management.respond = () => ({ status: 410, headers: {}, body: '<html>Gone</html>' });
    const { body } = await handler(event(request(TARGET, 1)));
    assert.equal(JSON.parse(body).error.code, 'peer-unavailable');
  });

  test('no answer at all ends after two attempts', async (t) => {
    const { management, handler } = await setUp(t);
    management.respond = () => null;
    const { body } = await handler(event(request(TARGET, 1, 'r')));
    assert.equal(JSON.parse(body).error.code, 'internal');
    assert.equal(JSON.parse(body).ref, 'r');
    assert.equal(management.requests.length, 2);
    assert.equal(log[0].level, 'error');
    assert.match(log[0].values[0].failure, /Timeout/);
  });

  test('a refused connection is an internal failure, and its address is not logged', async () => {
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      log = [];
      process.env[ENDPOINT] = `http://${host}:1/prod`;
      const handler = await loadHandler();
      const { body } = await handler(event(request(TARGET, 1)));
      assert.equal(JSON.parse(body).error.code, 'internal');
      assert.match(log[0].values[0].failure, /^\w+: E[A-Z]+$/);
      assert.doesNotMatch(inspect(log, { depth: null }), /127\.0\.0\.1|::1|localhost/, host);
    }
  });

  test('a name that leads nowhere is logged without the name and its address', async () => {
    process.env[ENDPOINT] = 'http://relay.example/prod';
    mock.method(dns, 'lookup', (_name, _options, callback) => {
      const error = new Error('getaddrinfo ENOTFOUND relay.example, asked 192.0.2.7');
      callback(Object.assign(error, { code: 'ENOTFOUND', name: '192.0.2.7' }));
    });
    const handler = await loadHandler();
    await handler(event(request(TARGET, 1)));
    assert.equal(log[0].values[0].failure, 'Error: ENOTFOUND');
  });

  test('missing credentials are named, and nothing of them is logged', async (t) => {
    const { handler } = await setUp(t);
    delete process.env.AWS_SECRET_ACCESS_KEY;
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIAKEPTSECRET',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    });
    await handler(event(request(TARGET, 1)));
    assert.equal(log.at(-1).values[0].failure, 'CredentialsProviderError');
    assert.doesNotMatch(inspect(log, { depth: null }), /AKIAKEPTSECRET/);
  });
});

describe('the endpoint', () => {
  const places = [
    ['us-east-1', 'abcdef1234.execute-api.us-east-1.amazonaws.com'],
    ['cn-north-1', 'abcdef1234.execute-api.cn-north-1.amazonaws.com.cn'],
  ];
  for (const [region, host] of places) {
    test(`in ${region} is made of API and region, not of the domain name (T16)`, async () => {
      delete process.env[ENDPOINT];
      process.env.AWS_REGION = region;
      const hosts = new Set();
      mock.method(dns, 'lookup', (name, _options, callback) => {
        hosts.add(name);
        callback(Object.assign(new Error(`no such host: ${name}`), { code: 'ENOTFOUND' }));
      });
      const handler = await loadHandler();
      const { body } = await handler(event(request(TARGET, 1)));
      assert.equal(JSON.parse(body).error.code, 'internal');
      assert.deepEqual([...hosts], [host]);
    });
  }
});

describe('the handler, by hostile input', () => {
  test('answers or delivers every body and never throws', async (t) => {
    const { handler } = await setUp(t);
    const nested = `${'['.repeat(14_000)}${']'.repeat(14_000)}`;
    const bodies = [
      ['{', undefined],
      ['{"connectionId":', undefined],
      ['['.repeat(30_000), undefined],
      ['{"__proto__":{"connectionId":"x","message":1}}', undefined],
      ['['.repeat(100_000), 'too-large'],
      ['x'.repeat(30_001), 'too-large'],
      ['한'.repeat(10_001), 'too-large'],
      [request(TARGET, 'x'.repeat(30_000)), 'too-large'],
      [request(SENDER, 1), 'bad-request'],
      [request([TARGET], 1), 'bad-request'],
      [request({ toString: 'x' }, 1), 'bad-request'],
      [request('../../prod', 1), 'bad-request'],
      [request(TARGET, 1, 5), 'bad-request'],
      [request(TARGET, 1, 'r'.repeat(65)), 'bad-request'],
    ];
    for (const [body, code] of bodies) {
      const result = await handler(event(body));
      assert.equal(result.statusCode, 200);
      assert.equal(JSON.parse(result.body).error?.code, code, body.slice(0, 60));
    }
    const delivered = [
      `{"connectionId":"${TARGET}","message":{"__proto__":{"polluted":1}}}`,
      `{"connectionId":"${TARGET}","message":"\\ud800"}`,
      `{"connectionId":"${TARGET}","message":null,"from":"forged"}`,
    ];
    for (const body of delivered) assert.deepEqual(await handler(event(body)), { statusCode: 200 });
    assert.equal({}.polluted, undefined);

    // How deep an engine can write JSON is its own affair. The sender must hear of it, or the target get it.
    const deep = await handler(event(`{"connectionId":"${TARGET}","message":${nested}}`));
    if (deep.body !== undefined) assert.equal(JSON.parse(deep.body).error.code, 'bad-request');
  });

  test('knows nobody by a cookie: a page of another site can do no more than any program (T3)', async (t) => {
    const { management, handler } = await setUp(t);
    const headers = {
      Cookie: 'session=0123456789',
      Authorization: 'Bearer 0123456789',
      Origin: 'https://evil.example',
    };
    for (const eventType of ['CONNECT', 'MESSAGE', 'DISCONNECT']) {
      const plain = event(request(TARGET, { text: 'x' }), { eventType });
      const withCookie = { ...plain, headers, multiValueHeaders: { Cookie: [headers.Cookie] } };
      const result = await handler(withCookie);
      assert.deepEqual(result, await handler(plain));
      // No cookie to come back with either.
      assert.deepEqual(Object.keys(result), ['statusCode']);
    }
    const [one, other] = management.requests;
    assert.equal(management.requests.length, 2);
    assert.equal(one.body, other.body);
    assert.ok(!inspect([management.requests, log], { depth: null }).includes('0123456789'));
  });

  test('logs neither bodies nor ids (T17)', async (t) => {
    const { management, handler } = await setUp(t);
    const secret = 'a=ice-pwd:0123456789 192.0.2.7';
    const bodies = [secret, request(TARGET, secret), request(SENDER, secret), request(secret, 1)];
    for (const status of [200, 403, 410, 429, 500]) {
      management.respond = () => ({
        status,
        headers: {},
        body: JSON.stringify({ message: secret }),
      });
      for (const body of bodies) await handler(event(body));
    }
    assert.equal(log.length, 20);
    const text = inspect(log, { depth: null });
    for (const word of ['ice-pwd', '192.0.2.7', SENDER, TARGET]) {
      assert.ok(!text.includes(word), `${word} was logged`);
    }
    assert.ok(
      text.includes(hash(SENDER)) && text.includes(hash(TARGET)),
      'connections can be told apart',
    );
  });
});
