import { expect } from '@open-wc/testing';
import {
  readConnectionItem,
  readRoomItem,
  type RoomItem,
} from '../../../lambda/rooms/room-items.js';
import { EMPTY_ROOM, join, othersIn, present, without } from '../../../lambda/rooms/rooms.js';

const T = 1_800_000_000_000;

/** A room of members `m1`, `m2`, … at these addresses, who joined at these times. */
function roomOf(
  members: [string, number][],
  askedAtMs: number | null = null,
  unreached: string[] = [],
): RoomItem {
  return {
    members: members.map(([id, seenAtMs], index) => ({ member: `m${index + 1}`, id, seenAtMs })),
    version: 7,
    askedAtMs,
    unreached,
  };
}

const idsIn = ({ members }: RoomItem): string[] => members.map(({ id }) => id);

describe('the rules of a room', () => {
  it('let two in, and ask them when a third knocks', () => {
    const one = join(EMPTY_ROOM, 'm1', 'a', T);
    expect(one.kind).to.equal('joined');
    const two = join(one.room, 'm2', 'b', T + 1);
    expect(two.kind).to.equal('joined');
    expect(othersIn(two.room, 'b')).to.deep.equal(['a']);
    expect(join(two.room, 'm3', 'c', T + 2)).to.deep.equal({
      kind: 'full',
      room: { ...two.room, askedAtMs: T + 2 },
      ask: ['a', 'b'],
    });
  });

  it('give a member its own place again, under its new address, also in a full room', () => {
    const room = roomOf([
      ['a', T],
      ['b', T],
    ]);
    const { kind, room: after } = join(room, 'm1', 'a2', T + 5);
    expect(kind).to.equal('joined');
    expect(idsIn(after)).to.have.members(['a2', 'b']);
    expect(after.version).to.be.above(room.version);
  });

  it('change nothing but the time when the same address joins again', () => {
    const room = roomOf([
      ['a', T],
      ['b', T],
    ]);
    const { room: after } = join(room, 'm1', 'a', T + 2_000);
    expect(after.version).to.equal(room.version);
    expect(after.members.find(({ id }) => id === 'a')?.seenAtMs).to.equal(T + 2_000);
  });

  it('change nothing at all when it does so within two seconds', () => {
    const room = roomOf([
      ['a', T],
      ['b', T],
    ]);
    expect(join(room, 'm1', 'a', T + 1_999)).to.deep.equal({ kind: 'joined', room });
    expect(join(room, 'm1', 'a', T + 1_999).room).to.equal(room);
    // The clock of this environment is behind.
    expect(join(room, 'm1', 'a', T - 1_999).room).to.equal(room);
  });

  it('write down an answer, however soon after the last join it comes', () => {
    const asked = roomOf(
      [
        ['a', T - 1],
        ['b', T - 1],
      ],
      T,
    );
    const { room: answered } = join(asked, 'm1', 'a', T + 1);
    const { room: after } = join(answered, 'm3', 'c', T + 10_000);
    expect(idsIn(after)).to.deep.equal(['a', 'c']);
    // Once is enough.
    expect(join(answered, 'm1', 'a', T + 2).room).to.equal(answered);
  });

  it('count an address once, whatever else it calls itself', () => {
    const room = roomOf([['a', T]]);
    const { room: after } = join(room, 'other', 'a', T);
    expect(after.members).to.deep.equal([{ member: 'other', id: 'a', seenAtMs: T }]);
    expect(after.version).to.equal(room.version);
  });

  it('ask again only after twelve seconds', () => {
    const room = roomOf(
      [
        ['a', T + 1],
        ['b', T + 1],
      ],
      T,
    );
    expect(join(room, 'm3', 'c', T + 11_999)).to.deep.equal({ kind: 'full', room, ask: [] });
    expect(join(room, 'm3', 'c', T + 12_000)).to.deep.include({ kind: 'full', ask: ['a', 'b'] });
  });

  it('let go whoever has not answered in four seconds, and nobody else', () => {
    const room = roomOf(
      [
        ['a', T - 1],
        ['b', T + 100],
      ],
      T,
    );
    expect(join(room, 'm3', 'c', T + 3_999).kind).to.equal('full');
    const { kind, room: after } = join(room, 'm3', 'c', T + 10_000);
    expect(kind).to.equal('joined');
    expect(idsIn(after)).to.deep.equal(['b', 'c']);
  });

  it('let nobody go whom the question may not have reached, and the others none the less', () => {
    const members: [string, number][] = [
      ['a', T - 1],
      ['b', T - 1],
    ];
    const one = join(roomOf(members, T, ['a']), 'm3', 'c', T + 10_000);
    expect(idsIn(one.room)).to.deep.equal(['a', 'c']);
    expect(join(roomOf(members, T, ['a', 'b']), 'm3', 'c', T + 10_000).kind).to.equal('full');
    // They are asked anew when it is time, and not before; then it is another question.
    const room = roomOf(members, T, ['a', 'b']);
    expect(join(room, 'm3', 'c', T + 11_999)).to.deep.equal({ kind: 'full', room, ask: [] });
    expect(join(room, 'm3', 'c', T + 12_000)).to.deep.equal({
      kind: 'full',
      room: { ...room, askedAtMs: T + 12_000, unreached: [] },
      ask: ['a', 'b'],
    });
  });

  it('take a join for the answer to the question before it, whatever the clock says', () => {
    const asked = roomOf(
      [
        ['a', T - 1],
        ['b', T - 1],
      ],
      T,
    );
    // The clock of this environment is behind that of the one which has asked.
    const { room: answered } = join(asked, 'm1', 'a', T - 50);
    const { room: after } = join(answered, 'm3', 'c', T + 10_000);
    expect(idsIn(after)).to.deep.equal(['a', 'c']);
  });

  it('forget who has not joined anew in the life of a connection', () => {
    const limit = 130 * 60_000;
    const room = roomOf([
      ['a', T - limit],
      ['b', T - limit + 1],
    ]);
    const after = present(room, T);
    expect(idsIn(after)).to.deep.equal(['b']);
    expect(after.version).to.be.above(room.version);
  });

  it('believe no time of the future', () => {
    const room = roomOf([['a', 1e300]], 1e300);
    expect(present(room, T)).to.deep.include({ members: [], askedAtMs: null });
  });

  it('count on, also when a room was given up and begun again', () => {
    const left = without(join(EMPTY_ROOM, 'm1', 'a', T).room, ['a'], T + 1);
    expect(left.members).to.deep.equal([]);
    const again = join(EMPTY_ROOM, 'm1', 'a', T + 2);
    expect(again.room.version).to.be.above(left.version);
    expect(without(again.room, ['nobody'], T + 3).version).to.equal(again.room.version);
  });
});

describe('the items of the table', () => {
  const member = { member: 'm', id: 'a', seenAtMs: T };

  it('are rebuilt, without what does not belong there', () => {
    const rest = { version: 1, askedAtMs: null, unreached: ['a'] };
    const room = { members: [{ ...member, more: 1 }], ...rest, more: 1 };
    expect(readRoomItem(room)).to.deep.equal({ members: [member], ...rest });
    // As an earlier version of the relay has written it.
    const { unreached: _, ...earlier } = room;
    expect(readRoomItem(earlier)).to.deep.include({ unreached: [] });
    const connection = { rooms: [{ room: 'r', member: 'm', more: 1 }], more: 1 };
    expect(readConnectionItem(connection)).to.deep.equal({ rooms: [{ room: 'r', member: 'm' }] });
  });

  it('are none of ours if anything in them is wrong', () => {
    const good = { members: [member], version: 1, askedAtMs: null };
    const bad: unknown[] = [
      undefined,
      'text',
      5,
      [],
      {},
      { ...good, members: null },
      { ...good, members: { length: 1 } },
      { ...good, members: [member, member, member] },
      { ...good, members: [null] },
      { ...good, members: [{ ...member, id: 5 }] },
      { ...good, members: [{ ...member, id: '' }] },
      { ...good, members: [{ ...member, member: undefined }] },
      { ...good, members: [{ ...member, seenAtMs: 'now' }] },
      { ...good, version: 1.5 },
      { ...good, version: undefined },
      { ...good, askedAtMs: undefined },
      { ...good, askedAtMs: 'now' },
      { ...good, unreached: 'a' },
      { ...good, unreached: [5] },
      { ...good, unreached: ['a', 'b', 'c'] },
    ];
    for (const content of bad)
      expect(readRoomItem(content), JSON.stringify(content)).to.equal(null);
    const pair = { room: 'r', member: 'm' };
    const badConnections: unknown[] = [
      undefined,
      {},
      { rooms: 'r' },
      { rooms: ['r'] },
      { rooms: [{ room: 'r' }] },
      { rooms: [pair, pair, pair, pair, pair] },
    ];
    for (const content of badConnections) {
      expect(readConnectionItem(content), JSON.stringify(content)).to.equal(null);
    }
  });
});
