import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { startDynalite, tableEnvironment } from '../support/dynamo.mjs';

const { createRooms, createRoomStore } = await importTypeScript('lambda/rooms/create-rooms.ts');

const MEMBER = (n) => `member-${n}`.padEnd(22, '-');
/** What a client tries again: the machine is busy, or the room is. */
const PASSING = ['internal', 'rate-limited'];

const MAX_ATTEMPTS = 10;

Object.assign(process.env, tableEnvironment(await startDynalite({ after })));
const rooms = createRooms(createRoomStore(process.env));
let posts = [];

async function ask(id, request) {
  for (let attempt = 1; ; attempt += 1) {
    const sender = { connectionId: id, sourceIp: '', authorizer: {} };
    const { answer, record } = await rooms.answer(request, sender, async (target, text) => {
      posts.push({ target, frame: JSON.parse(text) });
      return { status: 200 };
    });
    assert.ok(record.tableCalls <= 60 && record.posts <= 4, JSON.stringify(record));
    const frame = answer && JSON.parse(answer);
    if (!PASSING.includes(frame?.error?.code)) return { frame, record };
    assert.ok(attempt < MAX_ATTEMPTS, JSON.stringify(record));
  }
}

const join = (room, n) => ask(`c${n}`, { kind: 'join-room', room, member: MEMBER(n) });
const leave = (room, n) => ask(`c${n}`, { kind: 'leave-room', room, member: MEMBER(n) });
const numbers = (count) => Array.from({ length: count }, (_, n) => n);

describe('rooms in a table, many at once', () => {
  test('of fifty joiners two come in and forty-eight are told', async (t) => {
    posts = [];
    const answers = await Promise.all(numbers(50).map((n) => join('fifty', n)));
    const codes = answers.map(({ frame }) => frame.error?.code ?? 'in').sort();
    assert.deepEqual(codes, ['in', 'in', ...Array(48).fill('room-full')]);
    assert.ok(posts.filter(({ frame }) => frame.check).length <= 4, 'they are not asked by each');
    const calls = answers.map(({ record }) => record.tableCalls);
    t.diagnostic(`${calls.reduce((sum, n) => sum + n)} calls, ${Math.max(...calls)} at most`);
  });

  test('of twelve rooms that a connection joins at once it is in four', async () => {
    const member = MEMBER('one');
    const requests = numbers(12).map((n) => ({ kind: 'join-room', room: `at-once-${n}`, member }));
    const answers = await Promise.all(requests.map((request) => ask('one', request)));
    const codes = answers.map(({ frame }) => frame.error?.code ?? 'in').sort();
    assert.deepEqual(codes, [...Array(4).fill('in'), ...Array(8).fill('room-refused')]);
    // Who comes to these meets it in four.
    const met = await Promise.all(numbers(12).map((n) => join(`at-once-${n}`, 200 + n)));
    assert.equal(met.filter(({ frame }) => frame.members.length > 0).length, 4);
  });

  test('who come and go at once leave the room as it should be', async () => {
    await Promise.all(
      numbers(8).map(async (n) => {
        for (let round = 0; round < 3; round += 1) {
          await join('churn', n);
          await leave('churn', n);
        }
      }),
    );
    // Nobody is left behind: the room is free for two.
    assert.deepEqual((await join('churn', 100)).frame.members, []);
    assert.deepEqual((await join('churn', 101)).frame.members, ['c100']);
  });

  test('an invocation that runs twice at once has one effect', async () => {
    await join('twice', 1);
    posts = [];
    const [one, other] = await Promise.all([join('twice', 2), join('twice', 2)]);
    assert.deepEqual(one.frame, other.frame);
    // Both tell it, in case that only one of them comes to its end: the same news.
    const { version } = one.frame;
    const news = { target: 'c1', frame: { room: 'twice', members: ['c2'], version } };
    assert.deepEqual(posts, [news, news]);
  });

  test('versions grow with each change, also beyond an empty room', async () => {
    let last = 0;
    for (const n of [1, 2, 1, 2]) {
      const { frame } = await join('versions', n);
      assert.ok(frame.version >= last);
      last = frame.version;
    }
    await leave('versions', 1);
    await leave('versions', 2);
    const { frame } = await join('versions', 3);
    assert.ok(frame.version > last);
  });
});
