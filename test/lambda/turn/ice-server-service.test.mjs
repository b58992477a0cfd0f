import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { AWS_ENVIRONMENT, awsError, setEnvironment } from '../support/aws-environment.mjs';
import { startDynalite, tableEnvironment } from '../support/dynamo.mjs';
import { startStandIn } from '../support/stand-in.mjs';

const SECRET = 'kept-secret-0123456789';
const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;
const REQUEST = { kind: 'ice-servers', ref: 'r' };
const COTURN = {
  TURN_PROVIDER: 'coturn',
  TURN_URLS: 'turn:turn.example.com:3478, turns:turn.example.com:5349?transport=tcp',
  TURN_SECRET_NAME: '/calls/turn',
};
const MAX_FRAME_BYTES = 30_000;

const sender = (connectionId, sourceIp = '203.0.113.7', authorizer = {}) => ({
  connectionId,
  sourceIp,
  authorizer,
});

let IceServerService;
let MemoryRoomStore;
let DynamoRoomStore;
let isInRoom;
before(async () => {
  ({ IceServerService } = await importTypeScript('lambda/turn/ice-server-service.ts'));
  ({ MemoryRoomStore } = await importTypeScript('lambda/rooms/memory-room-store.ts'));
  ({ DynamoRoomStore } = await importTypeScript('lambda/rooms/dynamo-room-store.ts'));
  ({ isInRoom } = await importTypeScript('lambda/rooms/is-in-room.ts'));
});

const STORES = {
  'the memory': async () => (now) => new MemoryRoomStore(now),
  'a table': async (t) => {
    const variables = tableEnvironment(await startDynalite(t));
    setEnvironment(t, variables);
    return (now) => new DynamoRoomStore(variables.ROOMS_TABLE, now);
  },
};

/** The service, with time that stands still and a secret from a stand-in of SSM. Everything it says is kept. */
async function setUp(t, { makeStore = STORES['the memory'], environment = COTURN } = {}) {
  const ssm = await startStandIn(t, () => ({ body: { Parameter: { Value: SECRET } } }));
  setEnvironment(t, { ...AWS_ENVIRONMENT, AWS_ENDPOINT_URL_SSM: ssm.url });
  const stage = { nowMs: START_MS, ssm, said: [] };
  const now = () => stage.nowMs;
  stage.store = (await makeStore(t))(now);
  const service = new IceServerService({
    environment,
    counts: {
      read: (key) => stage.store.read(key),
      write: (...args) => stage.store.write(...args),
    },
    isInRoom: (id) => isInRoom(stage.store, id),
    now,
  });
  /** As the service of rooms writes it. */
  stage.enterRoom = (id) => {
    const content = { rooms: [{ room: 'r'.repeat(43), member: 'm'.repeat(22) }] };
    return stage.store.write(`connection#${id}`, content, null, stage.nowMs + HOUR_MS);
  };
  stage.ask = async (from) => {
    const { answer, record } = await service.answer(REQUEST, from);
    stage.said.push(answer, record);
    assert.ok(Buffer.byteLength(answer) <= MAX_FRAME_BYTES);
    const frame = JSON.parse(answer);
    assert.equal(frame.ref, 'r');
    return { ...frame, code: frame.error?.code, record };
  };
  t.after(() => assert.ok(!inspect(stage.said, { depth: null }).includes(SECRET)));
  return stage;
}

for (const [where, makeStore] of Object.entries(STORES)) {
  describe(`who may have TURN credentials, with counts in ${where}`, () => {
    test('is who is in a room', async (t) => {
      const stage = await setUp(t, { makeStore });
      assert.equal((await stage.ask(sender('A='))).code, 'unauthorized');
      await stage.enterRoom('A=');
      const { iceServers, ttl, code } = await stage.ask(sender('A='));
      assert.equal(code, undefined);
      assert.equal(ttl, 3600);
      assert.match(iceServers[0].username, /^\d+:[0-9a-f]{16}$/);
      assert.equal((await stage.ask(sender('B='))).code, 'unauthorized');
    });

    test('is not counted twice by requests at the same time', async (t) => {
      const stage = await setUp(t, { makeStore });
      await stage.enterRoom('A=');
      const answers = [];
      for (let round = 0; round < 302; round++) {
        answers.push(...(await Promise.all([1, 2].map(() => stage.ask(sender('A='))))));
      }
      const served = answers.filter(({ code }) => code === undefined).length;
      assert.ok(served <= 600, `${served} of 604`);
      assert.equal((await stage.ask(sender('A='))).code, 'rate-limited');
      stage.nowMs += HOUR_MS;
      await stage.enterRoom('C=');
      assert.equal((await stage.ask(sender('C='))).code, undefined, 'in the next hour');
    });
  });
}

describe('who may have TURN credentials', () => {
  test('is whom the door has let in, and an account has one user name', async (t) => {
    const stage = await setUp(t);
    const names = [];
    for (const id of ['A=', 'B=']) {
      const { iceServers } = await stage.ask(
        sender(id, '203.0.113.7', { subject: 'anna@example' }),
      );
      names.push(iceServers[0].username);
    }
    assert.equal(names[0], names[1]);
    assert.ok(!names[0].includes('anna'));
    for (const authorizer of [{ subject: '' }, { subject: 7 }, { rooms: 'x' }]) {
      assert.equal((await stage.ask(sender('A=', '::1', authorizer))).code, 'unauthorized');
    }
  });

  test('is limited to 600 in an hour for an account, wherever it is', async (t) => {
    const stage = await setUp(t);
    const ask = (i, subject) => stage.ask(sender(`${i}=`, `203.0.113.${i % 250}`, { subject }));
    for (let i = 0; i < 600; i++) assert.equal((await ask(i, 'anna')).code, undefined, String(i));
    const refused = await ask(600, 'anna');
    assert.deepEqual([refused.code, refused.record.level], ['rate-limited', 'warn']);
    assert.equal((await ask(600, 'bert')).code, undefined);
    stage.nowMs += HOUR_MS;
    assert.equal((await ask(600, 'anna')).code, undefined);
  });

  for (const [name, addressOf, other] of [
    ['an IPv4 address', () => '203.0.113.7', '203.0.113.8'],
    ['a /64 of IPv6', (i) => `2001:db8:0:7::${i.toString(16)}`, '2001:db8:0:8::1'],
  ]) {
    test(`is limited to 600 in an hour for ${name}, where no door tells whose`, async (t) => {
      const stage = await setUp(t);
      const ask = async (id, address) => {
        await stage.enterRoom(id);
        return stage.ask(sender(id, address));
      };
      for (let i = 0; i < 600; i++) {
        assert.equal((await ask(`${i}=`, addressOf(i))).code, undefined, String(i));
      }
      assert.equal((await ask('new=', addressOf(601))).code, 'rate-limited');
      assert.equal((await ask('other=', other)).code, undefined);
    });
  }

  test('are people who come at once from one address', async (t) => {
    const stage = await setUp(t);
    const ids = Array.from({ length: 50 }, (_, i) => `${i}=`);
    for (const id of ids) await stage.enterRoom(id);
    const answers = await Promise.all(ids.map((id) => stage.ask(sender(id))));
    assert.deepEqual(
      answers.filter(({ code }) => code !== undefined),
      [],
    );
  });

  test('is nobody while the table is down, and it says so', async (t) => {
    const stage = await setUp(t);
    const down = async () => {
      throw Object.assign(new Error('10.0.0.1 is down'), {
        name: 'RoomsError',
        code: 'unavailable',
      });
    };
    stage.store = { read: down, write: down };
    for (const authorizer of [{}, { subject: 'anna' }]) {
      const { code, error, record } = await stage.ask(sender('A=', '203.0.113.7', authorizer));
      assert.equal(code, 'internal');
      assert.match(error.message, /could not count/);
      assert.equal(record.failure, 'RoomsError: unavailable');
      assert.ok(!inspect(record).includes('10.0.0.1'));
    }
  });

  test('is nobody while the table hangs: it says so in time', async (t) => {
    const stage = await setUp(t);
    const hang = () => new Promise(() => {});
    stage.store = { read: hang, write: hang };
    const asking = [{}, { subject: 'anna' }].map((authorizer) =>
      stage.ask(sender('A=', '203.0.113.7', authorizer)),
    );
    for (const { code, error, record } of await Promise.all(asking)) {
      assert.deepEqual([code, record.failure], ['internal', 'TurnError: TIMEOUT']);
      assert.match(error.message, /could not count/);
    }
  });

  test('are not those who are never quick enough; that is no fault of the table', async (t) => {
    const stage = await setUp(t);
    stage.store = { read: async () => null, write: async () => false };
    // Without the waits between the attempts, which on a slow machine could come to more than all of it may take.
    t.mock.method(Math, 'random', () => 0);
    const { code, error, record } = await stage.ask(sender('A=', '', { subject: 'anna' }));
    assert.deepEqual([code, record.level], ['rate-limited', 'warn']);
    assert.match(error.message, /try again/);
    assert.equal(record.failure, undefined);
  });

  test('is judged although the counts are nonsense', async (t) => {
    const stage = await setUp(t);
    stage.store = {
      read: async () => ({ content: { count: 'many', rooms: 7 }, version: '1' }),
      write: async () => true,
    };
    assert.equal((await stage.ask(sender('A='))).code, 'unauthorized');
    const { code } = await stage.ask(sender('A=', '', { subject: 'anna' }));
    assert.equal(code, undefined);
  });
});

describe('a relay that can give no TURN servers', () => {
  const known = sender('A=', '203.0.113.7', { subject: 'anna' });

  test('says not-supported where none are set up', async (t) => {
    for (const TURN_PROVIDER of [undefined, '', 'none']) {
      const stage = await setUp(t, { environment: { TURN_PROVIDER } });
      const { code, iceServers } = await stage.ask(known);
      assert.deepEqual([code, iceServers], ['not-supported', []]);
    }
  });

  const mistakes = {
    'an unknown provider': { TURN_PROVIDER: 'twilio' },
    'no URL': { ...COTURN, TURN_URLS: '' },
    'a URL of something else': { ...COTURN, TURN_URLS: 'https://turn.example.com' },
    'STUN alone': { ...COTURN, TURN_URLS: 'stun:turn.example.com' },
    'no secret': { ...COTURN, TURN_SECRET_NAME: '' },
    'a secret in place of its name': { ...COTURN, TURN_SECRET_NAME: `${SECRET}!` },
    'no time': { ...COTURN, TURN_TTL: '1h' },
    'too short a time': { ...COTURN, TURN_TTL: '59' },
    'too long a time': { ...COTURN, TURN_TTL: '172801' },
    'no key': { ...COTURN, TURN_PROVIDER: 'cloudflare' },
    'a key that is a path': { ...COTURN, TURN_PROVIDER: 'cloudflare', TURN_KEY_ID: '../x' },
    'no channel': { TURN_PROVIDER: 'kinesis' },
    'a channel that is none': { TURN_PROVIDER: 'kinesis', TURN_CHANNELS: 'my-channel' },
  };
  for (const [name, environment] of Object.entries(mistakes)) {
    test(`says that its settings are wrong where there is ${name}`, async (t) => {
      const { code, error, record } = await (await setUp(t, { environment })).ask(known);
      assert.equal(code, 'internal');
      assert.match(error.message, /settings/);
      assert.equal(record.failure, 'TurnError: BAD_SETTINGS');
      assert.match(record.hint, /^TURN_[A-Z_]+ /);
    });
  }

  const troubles = [
    ['no parameter', awsError(400, 'ParameterNotFound', SECRET), 'ParameterNotFound'],
    ['no permission', awsError(400, 'AccessDeniedException', SECRET), 'AccessDeniedException'],
    ['an empty parameter', { body: { Parameter: { Value: '' } } }, 'TurnError: NO_SECRET'],
    ['no answer', null, 'TurnError: TIMEOUT'],
  ];
  for (const [name, answer, failure] of troubles) {
    test(`says so where SSM has ${name}`, async (t) => {
      const stage = await setUp(t);
      stage.ssm.respond = () => answer;
      const { code, error, record } = await stage.ask(known);
      assert.deepEqual([code, record.failure, record.level], ['internal', failure, 'error']);
      assert.match(error.message, /could not get TURN servers/);
    });
  }
});
