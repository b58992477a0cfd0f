import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { inspect } from 'node:util';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { operator, tableEnvironment } from '../support/dynamo.mjs';
import { awsError, startFaultyTable } from '../support/faulty-table.mjs';
import { startManagementServer } from '../support/management-server.mjs';

const HANDLER = new URL('../../../dist/lambda/handler.mjs', import.meta.url);
const ROOM = 'r'.repeat(43);
const [ANNA, BERT, CARL] = ['anna', 'bert', 'carl'].map((name) => name.padEnd(22, '-'));
const [A, B, C] = ['AAAAAAAAAAAAAAA=', 'BBBBBBBBBBBBBBB=', 'CCCCCCCCCCCCCCC='];

const environment = { ...process.env };
let copies = 0;
let log = [];

beforeEach(() => {
  log = [];
  for (const level of ['debug', 'info', 'warn', 'error']) {
    mock.method(console, level, (...values) => log.push({ level, ...values[0] }));
  }
});

afterEach(() => {
  mock.restoreAll();
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
});

/** The built handler in front of a table that can fail, and of a stand-in for `@connections`. */
async function setUp(t) {
  const table = await startFaultyTable(t);
  const management = await startManagementServer(t);
  Object.assign(process.env, tableEnvironment(table.endpoint), {
    AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: management.url,
  });
  const { handler } = await import(`${HANDLER.href}?table=${++copies}`);
  const run = async (connectionId, eventType, body) => {
    const requestContext = { eventType, connectionId, apiId: 'abcdef1234', stage: 'prod' };
    const result = await handler({ requestContext, body });
    assert.equal(result.statusCode, 200);
    return result.body === undefined ? null : JSON.parse(result.body);
  };
  const ask = (connectionId, request) => run(connectionId, 'MESSAGE', JSON.stringify(request));
  return {
    table,
    management,
    ask,
    join: (id, member) => ask(id, { action: 'join-room', room: ROOM, member, ref: 'j' }),
    leave: (id, member) => ask(id, { action: 'leave-room', room: ROOM, member, ref: 'l' }),
    send: (id, message) => ask(id, { action: 'send-to-room', room: ROOM, message, ref: 's' }),
    relay: (id, to) => ask(id, { connectionId: to, message: 1, ref: 'r' }),
    disconnect: (id) => run(id, 'DISCONNECT'),
  };
}

const postsTo = ({ requests }, id) =>
  requests
    .filter(({ url }) => decodeURIComponent(url).endsWith(`/${id}`))
    .map(({ body }) => JSON.parse(body));

describe('rooms in a table, through the built handler', () => {
  test('two meet, talk and part', async (t) => {
    const { management, join, send, leave, disconnect } = await setUp(t);
    assert.deepEqual((await join(A, ANNA)).members, []);
    const { members, version, ...rest } = await join(B, BERT);
    assert.deepEqual([members, rest], [[A], { room: ROOM, ref: 'j' }]);
    assert.deepEqual(postsTo(management, A), [{ room: ROOM, members: [B], version }]);
    assert.equal((await join(C, CARL)).error.code, 'room-full');
    assert.equal(await send(A, 'hello'), null);
    assert.deepEqual(postsTo(management, B).at(-1), { room: ROOM, message: 'hello', from: A });
    assert.equal(await leave(A, ANNA), null);
    assert.deepEqual(postsTo(management, B).at(-1).members, []);
    assert.equal(await disconnect(B), null);
    assert.deepEqual((await join(C, CARL)).members, []);
  });

  test('nothing of ids, rooms and messages is in the log', async (t) => {
    const { join, send, leave, disconnect } = await setUp(t);
    await join(A, ANNA);
    await join(B, BERT);
    await send(A, 'a=ice-pwd:secret');
    await send(C, 'a=ice-pwd:secret');
    await leave(A, ANNA);
    await disconnect(B);
    const text = inspect(log, { depth: null });
    for (const word of [A, B, C, ANNA, BERT, ROOM, 'ice-pwd']) {
      assert.ok(!text.includes(word), `${word} was logged`);
    }
    const hash = createHash('sha256').update(ROOM).digest('hex').slice(0, 12);
    assert.equal(log.length, 6);
    assert.ok(
      log.slice(0, 5).every(({ room }) => room === hash),
      'rooms can be told apart',
    );
    assert.ok(log.every(({ tableCalls, posts }) => tableCalls > 0 && posts >= 0));
  });

  test('a corrupt item, or that of somebody else, is overwritten and noted', async (t) => {
    const { table, join } = await setUp(t);
    const client = operator(table.dynalite);
    t.after(() => client.destroy());
    const foreign = [
      { list: { L: [] } },
      { version: { S: 'v' }, expires: { N: '9999999999' }, content: { S: '{"members":5}' } },
      { version: { S: 'v' }, expires: { N: '9999999999' }, content: { S: 'no json' } },
    ];
    for (const attributes of foreign) {
      const Item = { pk: { S: `room#${ROOM}` }, ...attributes };
      await client.send(new PutItemCommand({ TableName: 'rooms', Item }));
      log = [];
      assert.deepEqual((await join(A, ANNA)).members, []);
      assert.equal(log[0].level, 'warn');
      assert.match(log[0].hint, /none that this relay writes/);
      const Key = { pk: { S: `room#${ROOM}` } };
      const { Item: after } = await client.send(new GetItemCommand({ TableName: 'rooms', Key }));
      assert.equal(JSON.parse(after.content.S).members[0].id, A);
    }
  });
});

describe('the table fails', () => {
  const faults = [
    [
      'throttled',
      awsError('ProvisionedThroughputExceededException'),
      'rate-limited',
      'warn',
      /^Prov/,
    ],
    [
      'throttled as an account',
      awsError('ThrottlingException'),
      'rate-limited',
      'warn',
      /^Throttl/,
    ],
    ['not there', awsError('ResourceNotFoundException'), 'internal', 'error', /^ResourceNotFound/],
    ['forbidden', awsError('AccessDeniedException'), 'internal', 'error', /^AccessDenied/],
    ['broken inside', awsError('InternalServerError', 500), 'internal', 'error', /^InternalServer/],
    ['answering nonsense', { status: 200, body: '<html>' }, 'internal', 'error', /^SyntaxError/],
    ['cut off', 'break', 'internal', 'error', /ECONNRESET/],
    ['silent', 'hang', 'internal', 'error', /Timeout/],
  ];
  for (const [title, fault, code, level, failure] of faults) {
    test(`${title}: rooms say so, and messages go on`, async (t) => {
      const { table, management, join, leave, send, relay, disconnect } = await setUp(t);
      await join(A, ANNA);
      await join(B, BERT);
      log = [];
      table.fault = () => fault;
      const requests = [join(C, CARL), send(A, 1), leave(B, BERT), disconnect(A)];
      const [...answers] = await Promise.all(requests);
      const ended = answers.pop();
      assert.equal(ended, null);
      for (const { error, room, connectionId, ref } of answers) {
        assert.equal(error.code, code);
        assert.match(error.message, /^[A-Z].{20,}\.$/);
        assert.deepEqual([room, connectionId], [ROOM, null]);
        assert.match(ref, /^[jsl]$/);
      }
      assert.equal(log.length, 4);
      for (const line of log) {
        assert.equal(line.level, level);
        assert.match(line.failure, failure);
        assert.doesNotMatch(inspect(line), /127\.0\.0\.1|localhost/);
      }
      assert.equal(await relay(A, B), null);
      assert.deepEqual(postsTo(management, B).at(-1), { message: 1, from: A });

      table.fault = () => undefined;
      assert.equal((await join(C, CARL)).error.code, 'room-full', 'nothing is lost');
    });
  }

  test('a write whose answer was lost counts as done, once', async (t) => {
    const { table, management, join } = await setUp(t);
    await join(A, ANNA);
    let lost = 0;
    table.fault = (operation) => {
      if (operation !== 'PutItem' || lost > 0) return undefined;
      lost += 1;
      return 'lose';
    };
    const { members, version } = await join(B, BERT);
    assert.equal(lost, 1);
    assert.deepEqual(members, [A]);
    // Were it taken for a lost race, the room would know B already, and A would never hear of it.
    assert.deepEqual(postsTo(management, A), [{ room: ROOM, members: [B], version }]);
  });

  test('a join whose connection can not be noted is none', async (t) => {
    const { table, join } = await setUp(t);
    let puts = 0;
    table.fault = (operation) =>
      operation === 'PutItem' && ++puts === 1 ? awsError('AccessDeniedException') : undefined;
    assert.equal((await join(A, ANNA)).error.code, 'internal');
    assert.match(log[0].failure, /^AccessDenied/);
    assert.deepEqual((await join(B, BERT)).members, []);
  });

  test('what only clears up may fail: the join has succeeded', async (t) => {
    const { table, management, join } = await setUp(t);
    await join(A, ANNA);
    log = [];
    management.respond = () => ({ status: 410 });
    let puts = 0;
    table.fault = (operation) =>
      operation === 'PutItem' && ++puts > 2 ? awsError('AccessDeniedException') : undefined;
    assert.deepEqual((await join(B, BERT)).members, []);
    assert.equal(puts, 3, 'who is gone was to be removed');
    assert.equal(log[0].level, 'warn');
    assert.match(log[0].failure, /^AccessDenied/);
  });
});
