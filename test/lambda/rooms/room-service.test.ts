import { expect } from '@open-wc/testing';
import {
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
} from '../../../src/signaling/api-gateway/wire-protocol.js';
import { isInRoom } from '../../../lambda/rooms/is-in-room.js';
import type { RoomItem } from '../../../lambda/rooms/room-items.js';
import type { RoomStore } from '../../../lambda/rooms/room-store.js';
import { codeOf, memberKey, ROOM, RoomStage, type Frame } from '../support/room-stage.js';

/** A room with `a` and `b` in it, who have heard all there is. */
async function withTwo(): Promise<RoomStage> {
  const stage = new RoomStage();
  await stage.join('a', 'anna');
  await stage.join('b', 'bert');
  stage.posts.length = 0;
  stage.nowMs += 1_000;
  return stage;
}

/** In which of the rooms the store has this address. */
async function roomsWith(stage: RoomStage, id: string, rooms: string[]): Promise<string[]> {
  const items = await Promise.all(rooms.map((room) => stage.store.read(`room#${room}`)));
  return rooms.filter((_, index) =>
    (items[index]?.content as RoomItem | undefined)?.members.some((member) => member.id === id),
  );
}

const membersOf = (frame: Frame | null | undefined): unknown => frame?.['members'];
const versionOf = (frame: Frame | null | undefined): number => frame?.['version'] as number;

describe('join-room', () => {
  it('answers with the others, and tells them', async () => {
    const stage = new RoomStage();
    const first = await stage.join('a', 'anna');
    expect(first.frame).to.deep.equal({
      room: ROOM,
      members: [],
      version: versionOf(first.frame),
      ref: 'j',
    });
    const second = await stage.join('b', 'bert');
    expect(membersOf(second.frame)).to.deep.equal(['a']);
    expect(versionOf(second.frame)).to.be.above(versionOf(first.frame));
    // One frame, with the version of the same write, and without anybody's key.
    expect(stage.heard('a')).to.deep.equal([
      { room: ROOM, members: ['b'], version: versionOf(second.frame) },
    ]);
    expect(stage.posts).to.deep.equal([]);
    expect(second.record).to.deep.equal({
      level: 'info',
      outcome: 'answered',
      type: 'join-room',
      posts: 1,
      tableCalls: 4,
    });
  });

  it('may be repeated: the same answer, and the same news', async () => {
    const stage = new RoomStage();
    await stage.join('a', 'anna');
    const { frame } = await stage.join('b', 'bert');
    stage.posts.length = 0;
    const again = await stage.join('b', 'bert');
    expect(again.frame).to.deep.equal(frame);
    expect(stage.heard('a')).to.deep.equal([
      { room: ROOM, members: ['b'], version: versionOf(frame) },
    ]);
    expect(again.record).to.deep.include({ posts: 1, tableCalls: 1 });
    stage.nowMs += 2_000;
    expect((await stage.join('b', 'bert')).record).to.deep.include({ posts: 1, tableCalls: 2 });
  });

  it('tells nobody of what failed before it was written, and all of it when it is tried again', async () => {
    const stage = await withTwo();
    // The invocation ends after the write, before anybody is told; the client, without an answer, asks again.
    stage.onPost = () => new Promise(() => {});
    void stage.join('a2', 'anna');
    await new Promise((resolve) => setTimeout(resolve));
    stage.onPost = () => {};
    const again = await stage.join('a2', 'anna');
    expect(membersOf(again.frame)).to.deep.equal(['b']);
    expect(membersOf(stage.heard('b').at(-1))).to.deep.equal(['a2']);
  });

  it('takes the own former place under a new address', async () => {
    const stage = await withTwo();
    const { frame } = await stage.join('a2', 'anna');
    expect(membersOf(frame)).to.deep.equal(['b']);
    expect(membersOf(stage.heard('b')[0])).to.deep.equal(['a2']);
    expect(stage.heard('a')).to.deep.equal([]);
  });

  it('leaves out who is gone, and gives its place away', async () => {
    for (const status of [410, 400]) {
      const stage = await withTwo();
      stage.statuses.set('a', status);
      const { frame } = await stage.join('b2', 'bert');
      expect(membersOf(frame)).to.deep.equal([]);
      stage.posts.length = 0;
      expect(membersOf((await stage.join('c', 'carl')).frame)).to.deep.equal(['b2']);
    }
  });

  it('removes nobody for an answer that does not say that it is gone', async () => {
    for (const status of [403, 429, 500, null]) {
      const stage = await withTwo();
      stage.statuses.set('a', status);
      const { frame, record } = await stage.join('b2', 'bert');
      expect(membersOf(frame), String(status)).to.deep.equal(['a']);
      expect(record).to.deep.include({ status });
    }
  });

  it('says in the log of a 403 that it may be the permission', async () => {
    const stage = await withTwo();
    stage.statuses.set('a', 403);
    const { record } = await stage.join('b2', 'bert');
    expect(record.level).to.equal('error');
    expect(record.hint).to.contain('execute-api:ManageConnections');
  });

  it('both may come back at once after both were cut off', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const stage = await withTwo();
      for (const id of ['a', 'b']) stage.statuses.set(id, 410);
      const names: Record<string, string> = { a: 'anna', b: 'bert' };
      const answers = await Promise.all(order.map((id) => stage.join(`${id}2`, names[id]!)));
      // Exactly one of them sees the other in its answer, and calls.
      const seen = answers.map(({ frame }) => membersOf(frame) as string[]).flat();
      expect(seen).to.have.length(1);
      expect(seen[0]).to.match(/^[ab]2$/);
      expect(membersOf((await stage.join('a2', 'anna')).frame)).to.deep.equal(['b2']);
      expect(membersOf((await stage.join('b2', 'bert')).frame)).to.deep.equal(['a2']);
    }
  });

  it('can not be given a place by a forged member', async () => {
    const stage = await withTwo();
    // The address of another is no key to its place.
    const { frame } = await stage.ask('c', {
      action: 'join-room',
      room: ROOM,
      member: 'b'.repeat(22),
    });
    expect(codeOf(frame)).to.equal('room-full');
  });

  it('keeps rooms apart, whatever their hash', async () => {
    const stage = new RoomStage();
    const rooms = ['_'.repeat(43), '-'.repeat(43), `__proto__${'_'.repeat(34)}`, ROOM];
    for (const room of rooms) {
      expect(membersOf((await stage.join('a', 'anna', room)).frame)).to.deep.equal([]);
    }
    for (const room of rooms) {
      expect(membersOf((await stage.join('b', 'bert', room)).frame)).to.deep.equal(['a']);
    }
  });

  it('lets a connection into four rooms, and into the next when it has left one', async () => {
    const stage = new RoomStage();
    const room = (n: number): string => `${n}${'r'.repeat(42)}`;
    for (const n of [1, 2, 3, 4]) await stage.join('a', 'anna', room(n));
    const { frame, record } = await stage.join('a', 'anna', room(5));
    expect(codeOf(frame)).to.equal('room-refused');
    expect(record.tableCalls).to.equal(2);
    expect(membersOf((await stage.join('a', 'anna', room(4))).frame)).to.deep.equal([]);
    await stage.leave('a', 'anna', room(1));
    expect(membersOf((await stage.join('a', 'anna', room(5))).frame)).to.deep.equal([]);
  });

  it('lets a connection into four rooms also if it joins many at once', async () => {
    const stage = new RoomStage();
    const rooms = Array.from({ length: 12 }, (_, n) => String(n).padEnd(43, 'r'));
    const answers = await Promise.all(rooms.map((room) => stage.join('a', 'anna', room)));
    const codes = answers.map(({ frame }) => codeOf(frame));
    expect(codes.filter((code) => code === undefined)).to.have.length(4);
    expect(codes.filter((code) => code === 'room-refused')).to.have.length(8);
    expect(await roomsWith(stage, 'a', rooms)).to.have.length(4);
    // And it leaves them all at its end.
    await stage.disconnect('a');
    expect(await roomsWith(stage, 'a', rooms)).to.deep.equal([]);
  });

  it('is in no room that its connection does not know, also if it leaves while it joins', async () => {
    for (const others of [[], ['b']]) {
      for (const isKnown of [true, false]) {
        let meanwhile = async (): Promise<void> => {};
        const stage = new RoomStage((store) => ({
          read: (key) => store.read(key),
          remove: (...all) => store.remove(...all),
          write: async (key, ...rest) => {
            // Between the note and the room.
            if (key === `room#${ROOM}`) await meanwhile();
            return store.write(key, ...rest);
          },
        }));
        for (const other of others) await stage.join(other, other);
        if (isKnown) {
          // Its place went to another, and it still remembers the room.
          await stage.join('a', 'anna');
          await stage.join('a2', 'anna');
          await stage.leave('a2', 'anna');
        }
        meanwhile = async () => {
          meanwhile = async () => {};
          await stage.leave('a', 'anna');
        };
        const { frame } = await stage.join('a', 'anna');
        expect(membersOf(frame)).to.deep.equal(others);
        expect(await isInRoom(stage.store, 'a')).to.equal(true);
        await stage.disconnect('a');
        expect(await roomsWith(stage, 'a', [ROOM])).to.deep.equal([]);
      }
    }
  });

  it('opens only the rooms that the token names', async () => {
    const stage = new RoomStage();
    const other = 'o'.repeat(43);
    const allowed: [unknown, boolean][] = [
      [undefined, true],
      [null, true],
      ['*', true],
      [ROOM, true],
      [`${other} ${ROOM}`, true],
      [`${other} *`, true],
      ['', false],
      [other, false],
      [ROOM.slice(0, 42), false],
      [`${ROOM}x`, false],
      [5, false],
      [true, false],
      [[ROOM], false],
    ];
    for (const [rooms, isAllowed] of allowed) {
      const { frame, record } = await stage.join('a', 'anna', ROOM, { rooms });
      expect(codeOf(frame), JSON.stringify(rooms)).to.equal(isAllowed ? undefined : 'room-refused');
      if (!isAllowed) expect(record).to.deep.include({ tableCalls: 0, posts: 0 });
    }
    for (const action of ['leave-room', 'send-to-room']) {
      const request = { action, room: ROOM, member: memberKey('anna'), message: 1 };
      const { frame } = await stage.ask('a', request, { rooms: other });
      expect(codeOf(frame)).to.equal('room-refused');
    }
  });
});

describe('a full room', () => {
  it('asks its members, and the newcomer hears that it is full', async () => {
    const stage = await withTwo();
    const { frame, record } = await stage.join('c', 'carl');
    expect(frame).to.deep.include({ room: ROOM, connectionId: null, ref: 'j' });
    expect(codeOf(frame)).to.equal('room-full');
    for (const id of ['a', 'b']) {
      expect(stage.heard(id)).to.deep.equal([{ room: ROOM, check: true }]);
    }
    expect(record).to.deep.include({ posts: 2, tableCalls: 2 });
  });

  it('costs a stranger who knocks all the time no more than one read for twelve seconds', async () => {
    const stage = await withTwo();
    await stage.join('c', 'carl');
    for (const id of ['a', 'b']) await stage.join(id, id === 'a' ? 'anna' : 'bert');
    stage.posts.length = 0;
    for (let knock = 0; knock < 119; knock += 1) {
      stage.nowMs += 100;
      const { frame, record } = await stage.join('c', 'carl');
      expect(codeOf(frame)).to.equal('room-full');
      expect(record).to.deep.include({ posts: 0, tableCalls: 1 });
    }
    stage.nowMs += 100;
    expect((await stage.join('c', 'carl')).record.posts).to.equal(2);
  });

  it('lets the newcomer in at once for a member that is gone, and tells the one who stays', async () => {
    const stage = await withTwo();
    stage.statuses.set('a', 410);
    const { frame, record } = await stage.join('c', 'carl');
    expect(membersOf(frame)).to.deep.equal(['b']);
    const [check, news, ...more] = stage.heard('b');
    expect(check).to.deep.equal({ room: ROOM, check: true });
    expect(news).to.deep.equal({ room: ROOM, members: ['c'], version: versionOf(frame) });
    expect(more).to.deep.equal([]);
    expect(record).to.deep.include({ posts: 3, tableCalls: 6 });
  });

  it('lets go who does not answer the question, for the next who comes', async () => {
    const stage = await withTwo();
    await stage.join('c', 'carl');
    stage.nowMs += 100;
    await stage.join('b', 'bert'); // as a live client answers
    stage.posts.length = 0;
    stage.nowMs += 9_899; // 1 ms too early
    expect(codeOf((await stage.join('c', 'carl')).frame)).to.equal('room-full');
    stage.nowMs += 1;
    const { frame } = await stage.join('c', 'carl');
    expect(membersOf(frame)).to.deep.equal(['b']);
    expect(stage.heard('b').map(membersOf)).to.deep.equal([['c']]);
    expect(stage.heard('a'), 'who was let go hears nothing').to.deep.equal([]);
  });

  it('takes nobody its place whom the question may not have reached', async () => {
    for (const status of [403, 429, 500, null]) {
      const stage = await withTwo();
      stage.statuses.set('a', status);
      expect(codeOf((await stage.join('c', 'carl')).frame)).to.equal('room-full');
      await stage.join('b', 'bert');
      stage.statuses.delete('a');
      stage.posts.length = 0;
      for (const waitMs of [0, 10_500, 1_499]) {
        stage.nowMs += waitMs;
        const again = await stage.join('c', 'carl');
        expect(codeOf(again.frame)).to.equal('room-full');
        expect(again.record, 'not before it is time').to.include({ posts: 0, tableCalls: 1 });
      }
      stage.nowMs += 1;
      expect(codeOf((await stage.join('c', 'carl')).frame)).to.equal('room-full');
      expect(stage.heard('a'), 'it is asked again').to.deep.equal([{ room: ROOM, check: true }]);
      // Now it was reached, and says nothing.
      await stage.join('b', 'bert');
      stage.nowMs += 10_000;
      expect(membersOf((await stage.join('c', 'carl')).frame)).to.deep.equal(['b']);
    }
  });

  it('lets go the silent one, also if the question has not reached the other', async () => {
    const stage = await withTwo();
    stage.statuses.set('a', 500);
    await stage.join('c', 'carl');
    stage.nowMs += 10_000;
    expect(membersOf((await stage.join('c', 'carl')).frame)).to.deep.equal(['a']);
  });

  it('knows who left the room while it was asking', async () => {
    const stage = await withTwo();
    stage.statuses.set('b', 410);
    stage.onPost = async (id) => {
      if (id !== 'a') return;
      stage.onPost = () => {};
      await stage.leave('a', 'anna');
    };
    const { frame } = await stage.join('c', 'carl');
    expect(membersOf(frame)).to.deep.equal([]);
  });

  it('forgets members whose connection must have ended', async () => {
    const stage = await withTwo();
    stage.nowMs += 131 * 60_000;
    const { frame, record } = await stage.join('c', 'carl');
    expect(membersOf(frame)).to.deep.equal([]);
    expect(record.posts).to.equal(0);
  });
});

describe('send-to-room', () => {
  it('brings the message to the other, with the true sender', async () => {
    const stage = await withTwo();
    const request = { action: 'send-to-room', room: ROOM, message: { x: '한글' }, from: 'forged' };
    const { answer, record } = await stage.ask('a', request);
    expect(answer).to.equal(null);
    expect(stage.heard('b')).to.deep.equal([{ room: ROOM, message: { x: '한글' }, from: 'a' }]);
    expect(stage.posts).to.deep.equal([]);
    expect(record).to.deep.include({ outcome: 'delivered', posts: 1, tableCalls: 1 });
  });

  it('is for members alone', async () => {
    const stage = await withTwo();
    for (const [id, room] of [
      ['c', ROOM],
      ['a', 'o'.repeat(43)],
    ] as const) {
      const { frame } = await stage.send(id, 1, room);
      expect(codeOf(frame)).to.equal('room-refused');
      expect(frame).to.deep.include({ room, ref: 's' });
    }
    expect(stage.posts).to.deep.equal([]);
  });

  it('does not serve an address that was taken over or let go', async () => {
    const stage = await withTwo();
    await stage.join('a2', 'anna');
    expect(codeOf((await stage.send('a', 1)).frame)).to.equal('room-refused');
    expect((await stage.send('a2', 1)).answer).to.equal(null);
  });

  it('removes who is gone, and the sender hears who is left', async () => {
    const stage = await withTwo();
    stage.statuses.set('b', 410);
    const { frame } = await stage.send('a', 1);
    expect(frame).to.deep.equal({ room: ROOM, members: [], version: versionOf(frame) });
    stage.posts.length = 0;
    expect((await stage.send('a', 1)).record).to.deep.include({ outcome: 'delivered', posts: 0 });
  });

  it('says what failed', async () => {
    for (const [status, code] of [
      [429, 'rate-limited'],
      [413, 'too-large'],
      [500, 'internal'],
      [null, 'internal'],
    ] as const) {
      const stage = await withTwo();
      stage.statuses.set('b', status);
      const { frame } = await stage.send('a', 1);
      expect(codeOf(frame)).to.equal(code);
      expect(frame).to.deep.include({ room: ROOM, connectionId: null, ref: 's' });
    }
  });

  it('measures the frame as it is delivered', async () => {
    const stage = await withTwo();
    const frameBytes = (message: string): number =>
      envelopeBytes(JSON.stringify({ room: ROOM, message, from: 'a' }));
    const most = 'x'.repeat(MAX_ENVELOPE_BYTES - frameBytes(''));
    // The request around it is longer than the delivery, so it is measured as the relay has read it.
    const sender = { connectionId: 'a', sourceIp: '', authorizer: {} };
    for (const [message, code] of [
      [most, undefined],
      [`${most}x`, 'too-large'],
    ] as const) {
      const request = { kind: 'send-to-room', room: ROOM, message } as const;
      const { answer } = await stage.service.answer(request, sender, stage.post);
      expect(codeOf(answer === null ? null : (JSON.parse(answer) as Frame))).to.equal(code);
    }
    const growing = JSON.parse(`[${Array(1500).fill('1e20').join()}]`) as unknown;
    const { answer } = await stage.service.answer(
      { kind: 'send-to-room', room: ROOM, message: growing },
      sender,
      stage.post,
    );
    expect(codeOf(JSON.parse(answer ?? 'null') as Frame)).to.equal('too-large');
  });
});

describe('leave-room and the end of a connection', () => {
  it('tells the others, and frees the place', async () => {
    const stage = await withTwo();
    const { answer, record } = await stage.leave('a', 'anna');
    expect(answer).to.equal(null);
    expect(record).to.deep.include({ outcome: 'done', posts: 1, tableCalls: 4 });
    expect(stage.heard('b').map(membersOf)).to.deep.equal([[]]);
    expect(membersOf((await stage.join('c', 'carl')).frame)).to.deep.equal(['b']);
  });

  it('leaves by the key, also when the room knows a former address', async () => {
    const stage = await withTwo();
    await stage.leave('a2', 'anna');
    expect(stage.heard('b').map(membersOf)).to.deep.equal([[]]);
  });

  it('does nothing for who is not there', async () => {
    const stage = await withTwo();
    for (const [id, name, room] of [
      ['a', 'stranger', ROOM],
      ['a', 'anna', 'o'.repeat(43)],
    ] as const) {
      const { answer } = await stage.leave(id, name, room);
      expect(answer).to.equal(null);
    }
    expect(stage.posts).to.deep.equal([]);
    expect(membersOf((await stage.join('a', 'anna')).frame)).to.deep.equal(['b']);
  });

  it('keeps nothing of a room that nobody is in', async () => {
    const stage = await withTwo();
    await stage.leave('a', 'anna');
    await stage.leave('b', 'bert');
    expect(await stage.store.read(`room#${ROOM}`)).to.equal(null);
    expect(await stage.store.read('connection#a')).to.equal(null);
  });

  it('takes a closed connection out of all its rooms', async () => {
    const stage = await withTwo();
    const other = 'o'.repeat(43);
    await stage.join('a', 'anna', other);
    await stage.join('c', 'carl', other);
    stage.posts.length = 0;
    const { record } = await stage.disconnect('a');
    expect(stage.heard('b').map(membersOf)).to.deep.equal([[]]);
    expect(stage.heard('c').map(membersOf)).to.deep.equal([[]]);
    expect(record).to.deep.include({ type: 'disconnect', posts: 2, tableCalls: 6 });
    expect(await stage.store.read('connection#a')).to.equal(null);
    expect((await stage.disconnect('a')).record).to.deep.include({ level: 'debug', tableCalls: 1 });
  });

  it('leaves a member where it is that has come back under another address', async () => {
    const stage = await withTwo();
    await stage.join('a2', 'anna');
    stage.posts.length = 0;
    await stage.disconnect('a');
    expect(stage.posts).to.deep.equal([]);
    expect(membersOf((await stage.join('b', 'bert')).frame)).to.deep.equal(['a2']);
  });

  it('may come at the same time as joins', async () => {
    const stage = await withTwo();
    await Promise.all([
      stage.leave('a', 'anna'),
      stage.join('c', 'carl'),
      stage.join('d', 'dora'),
      stage.disconnect('b'),
      stage.join('b2', 'bert'),
    ]);
    const stored = await stage.store.read(`room#${ROOM}`);
    const { members } = stored!.content as { members: { id: string }[] };
    expect(members.length).to.be.within(1, 2);
    const ids = members.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).not.to.include('a');
  });

  it('knows whether a connection is in a room', async () => {
    const stage = await withTwo();
    expect(await isInRoom(stage.store, 'a')).to.equal(true);
    expect(await isInRoom(stage.store, 'c')).to.equal(false);
    await stage.leave('a', 'anna');
    expect(await isInRoom(stage.store, 'a')).to.equal(false);
  });
});

describe('a store that fails', () => {
  /** A store whose methods are replaced by those of `broken`. */
  const breaking = (broken: Partial<RoomStore>) => (store: RoomStore) => ({
    read: (key: string) => store.read(key),
    write: (...all: Parameters<RoomStore['write']>) => store.write(...all),
    remove: (...all: Parameters<RoomStore['remove']>) => store.remove(...all),
    ...broken,
  });

  it('makes no request longer than its limit, and nothing is done afterwards', async () => {
    let release = (): void => {};
    const read = (): Promise<null> => new Promise((resolve) => (release = () => resolve(null)));
    const stage = new RoomStage(breaking({ read }), 20);
    const { frame, record } = await stage.join('a', 'anna');
    expect(codeOf(frame)).to.equal('internal');
    expect(record).to.deep.include({ level: 'error', failure: 'RoomsError: slow', tableCalls: 1 });
    release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(await stage.store.write(`room#${ROOM}`, {}, null, 1)).to.equal(true);
  });

  it('gives up a race that it never wins', async () => {
    const stage = new RoomStage(breaking({ write: async () => false }));
    const { frame, record } = await stage.join('a', 'anna');
    expect(codeOf(frame)).to.equal('rate-limited');
    expect(record).to.deep.include({ level: 'warn', tableCalls: 21 });
  });

  it('wins a race that it loses at first, by what it reads then', async () => {
    let others = async (): Promise<void> => {};
    const stage = new RoomStage((store) => ({
      read: (key) => store.read(key),
      remove: (...all) => store.remove(...all),
      write: async (...all) => {
        await others();
        return store.write(...all);
      },
    }));
    await stage.join('a', 'anna');
    others = async () => {
      others = async () => {};
      await stage.leave('a', 'anna');
    };
    expect(membersOf((await stage.join('b', 'bert')).frame)).to.deep.equal([]);
  });

  it('is answered in words, whatever it throws', async () => {
    for (const error of [new Error('192.0.2.7 is down'), 'text', null]) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      const stage = new RoomStage(breaking({ read: () => Promise.reject(error) }));
      for (const { answer, record } of [
        await stage.join('a', 'anna'),
        await stage.leave('a', 'anna'),
        await stage.send('a', 1),
      ]) {
        expect(codeOf(JSON.parse(answer ?? 'null') as Frame)).to.equal('internal');
        expect(JSON.stringify([answer, record])).not.to.contain('192.0.2.7');
        expect(record.hint).to.contain('ROOMS_TABLE');
      }
      const { answer, record } = await stage.disconnect('a');
      expect(answer).to.equal(null);
      expect(record).to.deep.include({ type: 'disconnect', level: 'error' });
    }
  });
});

describe('many at once', () => {
  it('of fifty joiners two come in, and forty-eight are told', async () => {
    const stage = new RoomStage();
    const ids = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const answers = await Promise.all(ids.map((id) => stage.join(id, id)));
    const codes = answers.map(({ frame }) => codeOf(frame));
    expect(codes.filter((code) => code === undefined)).to.have.length(2);
    expect(codes.filter((code) => code === 'room-full')).to.have.length(48);
    const seen = answers.map(({ frame }) => membersOf(frame)).filter((list) => list !== undefined);
    expect(seen.map((list) => (list as string[]).length).sort()).to.deep.equal([0, 1]);
    // They were asked once, by one of the forty-eight.
    expect(stage.posts.filter(({ frame }) => frame['check'])).to.have.length(2);
  });
});
