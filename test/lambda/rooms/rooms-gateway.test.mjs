import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startDynalite, tableEnvironment } from '../support/dynamo.mjs';
import { startGateway } from '../support/gateway.mjs';

const ROOM = 'r'.repeat(43);
const keyOf = (name) => name.padEnd(22, '-');

const join = (client, name, ref = 'j') =>
  client.send(JSON.stringify({ action: 'join-room', room: ROOM, member: keyOf(name), ref }));

/** The next frame with this `ref`; those before it are put into `news`. */
async function answerOf(client, ref, news = []) {
  for (;;) {
    const frame = await client.next();
    if (frame.ref === ref) return frame;
    news.push(frame);
  }
}

/** Joins as a client does: what failed for want of time or calm is tried again. */
async function joinPatiently(client, name) {
  for (let attempt = 1; ; attempt += 1) {
    join(client, name, `j${attempt}`);
    const answer = await answerOf(client, `j${attempt}`);
    if (!['internal', 'rate-limited'].includes(answer.error?.code)) return answer;
    assert.ok(attempt < 10, JSON.stringify(answer));
  }
}

/** The next frame about the members of the room. */
async function nextMembers(client) {
  for (;;) {
    const { members } = await client.next();
    if (members) return members;
  }
}

/** A gateway whose rooms are where the test says, and clients who know their own address. */
async function setUp(t, options = {}) {
  const { gateway, connect, log } = await startGateway(t, options);
  return {
    gateway,
    log,
    connect: async () => {
      const client = await connect();
      return Object.assign(client, { id: await client.whoAmI() });
    },
  };
}

/** Rooms in dynalite. The gateway gives the function credentials of its own. */
async function tableOptions(t) {
  const { ROOMS_TABLE, AWS_ENDPOINT_URL_DYNAMODB } = tableEnvironment(await startDynalite(t));
  return { environment: { ROOMS_TABLE, AWS_ENDPOINT_URL_DYNAMODB } };
}

const STORES = [
  ['in memory', async () => ({})],
  ['in a table', tableOptions],
];

for (const [where, optionsFor] of STORES) {
  describe(`rooms behind the gateway, ${where}`, () => {
    test('two meet, talk, and one goes', async (t) => {
      const { connect } = await setUp(t, await optionsFor(t));
      const [a, b] = [await connect(), await connect()];
      join(a, 'anna');
      assert.deepEqual((await answerOf(a, 'j')).members, []);
      join(b, 'bert');
      assert.deepEqual((await answerOf(b, 'j')).members, [a.id]);
      assert.deepEqual(await nextMembers(a), [b.id]);
      a.send(JSON.stringify({ action: 'send-to-room', room: ROOM, message: { text: '한글 📞' } }));
      assert.deepEqual(await b.next(), { room: ROOM, message: { text: '한글 📞' }, from: a.id });
      a.send(JSON.stringify({ action: 'leave-room', room: ROOM, member: keyOf('anna') }));
      assert.deepEqual(await nextMembers(b), []);
    });

    test('whose connection ends is out of the room, by $disconnect', async (t) => {
      const { connect } = await setUp(t, await optionsFor(t));
      const [a, b] = [await connect(), await connect()];
      join(a, 'anna');
      await answerOf(a, 'j');
      join(b, 'bert');
      await answerOf(b, 'j');
      assert.deepEqual(await nextMembers(a), [b.id]);
      await b.close();
      assert.deepEqual(await nextMembers(a), []);
      const c = await connect();
      join(c, 'carl');
      assert.deepEqual((await answerOf(c, 'j')).members, [a.id]);
    });

    test('a reload takes the own place again, and an end that comes late changes nothing', async (t) => {
      const { connect } = await setUp(t, await optionsFor(t));
      const [a, b] = [await connect(), await connect()];
      join(a, 'anna');
      await answerOf(a, 'j');
      join(b, 'bert');
      await answerOf(b, 'j');
      const again = await connect();
      join(again, 'bert');
      assert.deepEqual((await answerOf(again, 'j')).members, [a.id]);
      await b.close();
      a.send(JSON.stringify({ action: 'send-to-room', room: ROOM, message: 1 }));
      assert.deepEqual(await again.next(), { room: ROOM, message: 1, from: a.id });
    });

    test('of fifty who join at once two come in, and forty-eight are told', async (t) => {
      const { gateway, connect, log } = await setUp(t, await optionsFor(t));
      const clients = await Promise.all(Array.from({ length: 50 }, connect));
      const startedAt = performance.now();
      // A busy machine may take longer for all of them than the relay has for one.
      const answers = await Promise.all(
        clients.map((client, index) => joinPatiently(client, `m${index}`)),
      );
      const ms = Math.round(performance.now() - startedAt);
      const calls = log.map((line) => Number(/tableCalls: (\d+)/.exec(line)?.[1] ?? 0));
      const sum = calls.reduce((total, count) => total + count, 0);
      t.diagnostic(
        `${where}: ${ms} ms, ${gateway.stats.relayed} posts, ${sum} table calls, ${Math.max(...calls)} at most`,
      );
      const codes = answers.map(({ error }) => error?.code ?? 'in').sort();
      assert.deepEqual(codes, ['in', 'in', ...Array(48).fill('room-full')]);
      const [one, other] = clients.filter((_, index) => !answers[index].error);
      assert.ok(
        answers.some(({ members }) => members?.length === 1),
        'the second sees the first',
      );
      join(one, `m${clients.indexOf(one)}`, 'again');
      assert.deepEqual((await answerOf(one, 'again')).members, [other.id]);
    });
  });
}

describe('the silent', () => {
  test('who has lost its network loses its place to who knocks a second time', async (t) => {
    const { gateway, connect } = await setUp(t);
    const [a, b] = [await connect(), await connect()];
    join(a, 'anna');
    await answerOf(a, 'j');
    join(b, 'bert');
    await answerOf(b, 'j');
    // A frozen connection takes every POST and answers none, as on AWS a lost network does.
    gateway.faults.start({ kind: 'half-open', connections: 2 });
    const c = await connect();
    join(c, 'carl');
    const news = [];
    assert.equal((await answerOf(c, 'j')).error.code, 'room-full');
    for (;;) {
      const frame = await a.next();
      if (frame.check) break;
      news.push(frame);
    }
    join(a, 'anna', 'again'); // as a client answers
    await answerOf(a, 'again');
    // The relay's clock is the machine's, and gives four seconds: knock until they are over.
    for (let knock = 1; ; knock += 1) {
      join(c, 'carl', `knock ${knock}`);
      const { members } = await answerOf(c, `knock ${knock}`);
      if (members) {
        assert.deepEqual(members, [a.id]);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.deepEqual(await nextMembers(a), [c.id]);
  });
});

describe('ANSWER_BY_POST behind the gateway', () => {
  const routes = { $default: {}, $disconnect: {} };

  test('answers on a route without a route response', async (t) => {
    const { gateway, connect } = await setUp(t, {
      routes,
      environment: { ANSWER_BY_POST: '1' },
    });
    const [a, b] = [await connect(), await connect()];
    assert.equal(a.id, gateway.connections[0].id);
    join(a, 'anna');
    assert.deepEqual((await answerOf(a, 'j')).members, []);
    join(b, 'bert');
    assert.deepEqual((await answerOf(b, 'j')).members, [a.id]);
    a.request('AAAAAAAAAAAAAAA=', 1, 'r');
    assert.equal((await answerOf(a, 'r')).error.code, 'peer-unavailable');
  });

  test('without it such a route stays silent: that is what it is for', async (t) => {
    const { connect } = await startGateway(t, { routes });
    const [a, b] = [await connect(), await connect()];
    a.send('');
    b.send('');
    assert.deepEqual([a.frames, b.frames], [[], []]);
  });
});

test('npm start has rooms: the default gateway needs no option for them', async (t) => {
  const { connect } = await setUp(t);
  const a = await connect();
  join(a, 'anna');
  assert.deepEqual((await answerOf(a, 'j')).members, []);
});

test('without rooms the relay says so', async (t) => {
  const { connect } = await setUp(t, { environment: { ROOM_STORE: '' } });
  const a = await connect();
  join(a, 'anna');
  assert.equal((await answerOf(a, 'j')).error.code, 'not-supported');
});
