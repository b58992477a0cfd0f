import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import type { RoomEventMap } from '../../src/signaling/room-events.js';
import type { Room } from '../../src/signaling/room.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { recordEvents, rejection } from './signaling-contract.js';
import { until } from './until.js';

export interface RoomSetup {
  /** Another client of the same signaling, not open. */
  readonly connect: () => SignalingClient;
  /** Runs after the test, once all clients have been closed. */
  readonly teardown?: () => void | Promise<void>;
}

/** The next event of that name. */
export function nextRoomEvent<Name extends keyof RoomEventMap>(
  room: Room,
  name: Name,
): Promise<RoomEventMap[Name]> {
  return new Promise((resolve) => room.addEventListener(name, resolve, { once: true }));
}

/** Records every event of the room as text. */
export function recordRoomEvents(room: Room): string[] {
  const events: string[] = [];
  room.addEventListener('memberjoin', ({ id }) => events.push(`memberjoin ${id}`));
  room.addEventListener('memberleave', ({ id }) => events.push(`memberleave ${id}`));
  room.addEventListener('message', ({ from, message }) => {
    events.push(`message ${from} ${JSON.stringify(message)}`);
  });
  room.addEventListener('error', ({ error }) => events.push(`error ${error.code}`));
  return events;
}

/** What the rooms of every `SignalingClient` must do. It runs in a browser with mocha, without Node. */
export function describeRoomContract(name: string, setUp: () => Promise<RoomSetup>): void {
  describe(`room contract: ${name}`, () => {
    let setup: RoomSetup;
    let clients: SignalingClient[];
    /** Of this test alone, so that none meets what another has left. */
    let roomName: string;

    beforeEach(async () => {
      setup = await setUp();
      clients = [];
      roomName = `standup ${crypto.randomUUID()}`;
    });

    afterEach(async () => {
      for (const client of clients) client.close();
      await setup.teardown?.();
    });

    async function connect(): Promise<SignalingClient> {
      const client = setup.connect();
      clients.push(client);
      await client.open();
      return client;
    }

    async function joined(): Promise<{ client: SignalingClient; room: Room }> {
      const client = await connect();
      return { client, room: await client.joinRoom(roomName) };
    }

    async function pair() {
      const a = await joined();
      const b = await joined();
      await until(() => a.room.members.length === 1);
      return { a, b };
    }

    it('the second sees the first, and the first hears of the second', async () => {
      const a = await joined();
      expect(a.room.name).to.equal(roomName);
      expect(a.room.members).to.deep.equal([]);
      const joining = nextRoomEvent(a.room, 'memberjoin');
      const b = await joined();
      expect(b.room.members).to.deep.equal([a.client.id]);
      expect((await joining).id).to.equal(b.client.id);
      expect(a.room.members).to.deep.equal([b.client.id]);
      expect([a.room.hasLeft, b.room.hasLeft]).to.deep.equal([false, false]);
    });

    it('a third finds no place, until one leaves', async () => {
      const { a, b } = await pair();
      const third = await connect();
      const events = [recordRoomEvents(a.room), recordRoomEvents(b.room)];
      const error = await rejection(third.joinRoom(roomName));
      expect(error.code).to.equal('room-full');
      expect(error.message).not.to.equal('');
      expect(events).to.deep.equal([[], []]);
      a.room.leave();
      await until(() => b.room.members.length === 0);
      const room = await third.joinRoom(roomName);
      expect(room.members).to.deep.equal([b.client.id]);
      await until(() => b.room.members[0] === third.id);
      expect(events[1]).to.deep.equal([`memberleave ${a.client.id}`, `memberjoin ${third.id}`]);
    });

    it('who leaves hears nothing any more, and the other that it has left', async () => {
      const { a, b } = await pair();
      const events = recordRoomEvents(a.room);
      const leaving = nextRoomEvent(b.room, 'memberleave');
      a.room.leave();
      a.room.leave();
      expect(a.room.hasLeft).to.equal(true);
      expect(a.room.members).to.deep.equal([]);
      expect((await leaving).id).to.equal(a.client.id);
      expect(b.room.members).to.deep.equal([]);
      await b.room.send('anybody there?');
      expect((await rejection(a.room.send(1))).code).to.equal('closed');
      expect(events).to.deep.equal([]);
      expect(a.client.state).to.equal('open');
    });

    it('one may come back', async () => {
      const { a, b } = await pair();
      a.room.leave();
      const room = await a.client.joinRoom(roomName);
      expect(room).not.to.equal(a.room);
      await until(() => b.room.members[0] === a.client.id && room.members.length === 1);
    });

    it('carries messages to the other, and to nobody else', async () => {
      const { a, b } = await pair();
      const stranger = await connect();
      const elsewhere = recordRoomEvents(await stranger.joinRoom(`${roomName}!`));
      const direct = [recordEvents(a.client), recordEvents(b.client), recordEvents(stranger)];
      const own = recordRoomEvents(a.room);
      const values: JsonValue[] = [null, 0, '', { a: ['안녕 👋🏽', { from: 'x', members: [] }] }];
      for (const value of values) {
        const arrival = nextRoomEvent(b.room, 'message');
        await a.room.send(value);
        const { from, message } = await arrival;
        expect(from).to.equal(a.client.id);
        expect(message).to.deep.equal(value);
      }
      expect([...direct, own, elsewhere]).to.deep.equal([[], [], [], [], []]);
    });

    it('refuses a message that does not fit, or is no JSON', async () => {
      const { a, b } = await pair();
      expect((await rejection(a.room.send('x'.repeat(30_001)))).code).to.equal('too-large');
      expect((await rejection(a.room.send(undefined as never))).code).to.equal('bad-message');
      const arrival = nextRoomEvent(b.room, 'message');
      await a.room.send('x'.repeat(29_000));
      expect((await arrival).message).to.have.length(29_000);
    });

    it('who closes its client has left', async () => {
      const { a, b } = await pair();
      const events = recordRoomEvents(a.room);
      a.client.close();
      await until(() => b.room.members.length === 0);
      expect(events).to.deep.equal(['error closed']);
      expect(a.room.hasLeft).to.equal(true);
    });

    it('is one place, however its name was typed', async () => {
      const [composed, taken, apart] = ['Caf\u00e9 ', 'Cafe\u0301 ', 'Cafe '].map(
        (start) => `${start}${roomName} 방 \u{1F680}`,
      );
      const [a, b, c] = [await connect(), await connect(), await connect()];
      await a.joinRoom(composed!);
      const room = await b.joinRoom(taken!);
      expect(room.members).to.deep.equal([a.id]);
      expect((await c.joinRoom(apart!)).members).to.deep.equal([]);
      expect((await c.joinRoom(` ${composed}`)).members).to.deep.equal([]);
    });

    it('takes names of 1 to 1,024 characters, and nothing else', async () => {
      const client = await connect();
      for (const bad of ['', 'x'.repeat(1_025), 'x'.repeat(10_240), undefined, null, 5, {}]) {
        const { code, message } = await rejection(client.joinRoom(bad as string));
        expect(code).to.equal('invalid-argument');
        expect(message).to.contain('1 to 1024');
      }
      const longest = roomName.padEnd(1_024, '\ud83d');
      expect((await client.joinRoom(longest)).name).to.have.length(1_024);
    });

    it('a client is in a room once', async () => {
      const { client, room } = await joined();
      expect((await rejection(client.joinRoom(roomName))).code).to.equal('invalid-argument');
      expect(room.hasLeft).to.equal(false);
      const other = await joined();
      expect(other.room.members).to.deep.equal([client.id]);
    });

    it('needs an open client', async () => {
      const client = setup.connect();
      clients.push(client);
      expect((await rejection(client.joinRoom(roomName))).code).to.equal('not-open');
      client.close();
      expect((await rejection(client.joinRoom(roomName))).code).to.equal('closed');
    });

    it('can be given up before it is joined', async () => {
      const client = await connect();
      const giveUp = new AbortController();
      giveUp.abort(new Error('changed my mind'));
      let reason: unknown;
      await client.joinRoom(roomName, { signal: giveUp.signal }).catch((cause: unknown) => {
        reason = cause;
      });
      expect(reason).to.equal(giveUp.signal.reason);
      await client.joinRoom(roomName);
    });
  });
}
