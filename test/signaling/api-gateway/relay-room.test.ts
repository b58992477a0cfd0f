import { expect } from '@open-wc/testing';
import {
  encodeRoomFrame,
  parseRequest,
  type ServiceRequest,
} from '../../../src/signaling/api-gateway/wire-protocol.js';
import { hashRoomName } from '../../../src/signaling/room-name.js';
import type { Room } from '../../../src/signaling/room.js';
import type { SignalingClient } from '../../../src/signaling/signaling-client.js';
import type { FakeWebSocket } from '../../support/fake-web-socket.js';
import { recordRoomEvents } from '../../support/room-contract.js';
import { recordEvents, rejection } from '../../support/signaling-contract.js';
import { settle } from '../../support/manual-clock.js';
import { until } from '../../support/until.js';
import { setUpOpenClient, TIMERS_WHILE_OPEN, type ClientSetup } from './client-setup.js';

interface Joining {
  readonly action: string;
  readonly room: string;
  readonly member: string;
  readonly ref: string;
}

/** The requests for rooms that went through this socket. */
function requests(socket: FakeWebSocket, action = 'join-room'): Joining[] {
  return socket.sent
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Joining)
    .filter((frame) => frame.action === action);
}

async function setUpJoined(): Promise<ClientSetup & { room: Room; roomEvents: string[] }> {
  const setup = await setUpOpenClient();
  const room = await setup.client.joinRoom('standup');
  return { ...setup, room, roomEvents: recordRoomEvents(room) };
}

/** Lets time pass until it is so: what a client does before it sends takes some turns of the event loop. */
async function advanceUntil({ clock }: ClientSetup, isSo: () => boolean, stepMs = 500) {
  for (let steps = 0; !isSo(); steps += 1) {
    if (steps > 1_000) throw new Error('It never was so.');
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

describe('ApiGatewaySignalingClient: joinRoom()', () => {
  it('tells the relay a hash of the name, and nobody its member key', async () => {
    const { relay, room } = await setUpJoined();
    const [joining] = requests(relay.latest);
    // What `printf standup | openssl dgst -sha256 -binary | base64` says, in the letters of base64url.
    const room256 = 'wPvcOLF2KFGpIht3ShMP0q4L94xhvWnrM0-M0sqggxk';
    expect(joining).to.include({ action: 'join-room', room: room256 });
    expect(joining!.member).to.match(/^[\w-]{22}$/);
    expect(relay.latest.sent.join()).not.to.contain('standup');
    expect(room.members).to.deep.equal([]);
  });

  it('asks again where no answer comes, with the same member key', async () => {
    const setup = await setUpOpenClient();
    setup.relay.rooms.refusals.push(null, null);
    let room: Room | undefined;
    void setup.client.joinRoom('standup').then((joined) => (room = joined));
    await advanceUntil(setup, () => room !== undefined);
    const sent = requests(setup.relay.latest);
    expect(sent).to.have.length(3);
    expect(new Set(sent.map(({ member }) => member)).size).to.equal(1);
    expect(setup.relay.sockets).to.have.length(1);
  });

  it('says so where a relay answers everything but that', async () => {
    const setup = await setUpOpenClient();
    setup.relay.rooms.refusals.push(null, null, null, null);
    let error: unknown;
    void setup.client.joinRoom('standup').catch((cause: unknown) => {
      error = cause;
    });
    await advanceUntil(setup, () => error !== undefined);
    expect(error).to.include({ name: 'SignalingError', code: 'not-supported' });
    expect((error as Error).message).to.contain('deploy it anew');
    // Its answers may have been lost, and the place be taken.
    await until(() => requests(setup.relay.latest, 'leave-room').length === 1);
    expect(await setup.client.open()).to.equal(setup.client.id);
  });

  it('waits while the connection is down, however long that takes', async () => {
    const setup = await setUpOpenClient();
    const { relay, client } = setup;
    relay.rooms.refusals.push(null);
    let room: Room | undefined;
    void client.joinRoom('standup').then((joined) => (room = joined));
    await until(() => requests(relay.latest).length === 1);
    relay.acceptsSockets = false;
    relay.latest.drop();
    await advanceUntil(setup, () => relay.sockets.length > 4);
    expect(room).to.equal(undefined);
    relay.acceptsSockets = true;
    await advanceUntil(setup, () => room !== undefined);
  });

  it('asks a full room once more, after the relay has looked who still is there', async () => {
    const setup = await setUpOpenClient();
    setup.relay.rooms.refusals.push('room-full');
    const started = setup.clock.now();
    let room: Room | undefined;
    void setup.client.joinRoom('standup').then((joined) => (room = joined));
    await advanceUntil(setup, () => room !== undefined);
    expect(setup.clock.now() - started).to.be.within(11_000, 12_000);
  });

  it('can be given up while a full room is waited for', async () => {
    const setup = await setUpOpenClient();
    setup.relay.rooms.refusals.push('room-full');
    const giveUp = new AbortController();
    const joining = setup.client.joinRoom('standup', { signal: giveUp.signal });
    let reason: unknown;
    joining.catch((cause: unknown) => {
      reason = cause;
    });
    await until(() => requests(setup.relay.latest).length === 1);
    giveUp.abort();
    await until(() => reason !== undefined);
    expect(reason).to.equal(giveUp.signal.reason);
    await setup.clock.advance(20_000);
    expect(requests(setup.relay.latest)).to.have.length(1);
  });

  for (const [answer, code] of [
    ['room-refused', 'room-refused'],
    ['not-supported', 'not-supported'],
    ['rate-limited', 'server-error'],
    ['internal', 'server-error'],
    ['bad-request', 'server-error'],
  ] as const) {
    it(`rejects with ${code} where the relay says ${answer}`, async () => {
      const { relay, client, events } = await setUpOpenClient();
      relay.rooms.refusals.push(answer);
      const error = await rejection(client.joinRoom('standup'));
      expect(error.code).to.equal(code);
      expect(error.message).to.contain(`It is ${answer}.`);
      expect(events).to.deep.equal([]);
      // It gives up a place that it may have all the same.
      const left = () => requests(relay.latest, 'leave-room').length;
      if (code === 'room-refused') expect(left()).to.equal(0);
      else await until(() => left() === 1);
    });
  }
});

describe('ApiGatewaySignalingClient: a room', () => {
  it('is joined anew at every new address, as the same member', async () => {
    const setup = await setUpJoined();
    const { relay, client, room, roomEvents, clock } = setup;
    const { client: peer } = await setUpOpenClient({ WebSocket: relay.WebSocket, clock });
    const peerRoom = await peer.joinRoom('standup');
    const peerEvents = recordRoomEvents(peerRoom);
    const first = client.id;
    const [firstSocket] = relay.sockets;
    // It dies without a word, so that the relay still counts it in.
    firstSocket!.isHalfOpen = true;
    client.probe();
    await advanceUntil(setup, () => client.id !== first && peerRoom.members[0] === client.id);
    const members = relay.sockets.flatMap((socket) => requests(socket)).map(({ member }) => member);
    expect(members[0]).to.equal(members.at(-1));
    expect(peerEvents).to.deep.equal([`memberleave ${first}`, `memberjoin ${client.id}`]);
    expect(room.members).to.deep.equal([peer.id]);
    expect(roomEvents).to.deep.equal([`memberjoin ${peer.id}`]);
  });

  it('brings both together again when both have lost their connections at once', async () => {
    const setup = await setUpJoined();
    const { relay, client, room, clock } = setup;
    const { client: peer } = await setUpOpenClient({ WebSocket: relay.WebSocket, clock });
    const peerRoom = await peer.joinRoom('standup');
    await until(() => room.members.length === 1);
    for (const socket of relay.sockets) socket.drop();
    await advanceUntil(
      setup,
      () => room.members[0] === peer.id && peerRoom.members[0] === client.id && peer.id !== null,
    );
  });

  it('does not believe old news', async () => {
    const { relay, room, roomEvents } = await setUpJoined();
    const hash = await hashRoomName('standup');
    const news = (members: string[], version: number) =>
      relay.latest.deliver(encodeRoomFrame(hash, { members, version }));
    news(['bob', 'bob'], 5_000);
    news([], 4_999);
    news([], 1);
    expect(room.members).to.deep.equal(['bob']);
    news([], 5_001);
    expect(roomEvents).to.deep.equal(['memberjoin bob', 'memberleave bob']);
  });

  it('takes no harm from frames that are none', async () => {
    const { relay, room, roomEvents, client } = await setUpJoined();
    const hash = await hashRoomName('standup');
    for (const frame of [
      { room: hash },
      { room: hash, members: 'bob', version: 9_999 },
      { room: hash, members: ['bob'], version: '9999' },
      { room: hash, message: 1 },
      { room: hash, from: 'bob' },
      { room: hash, from: 5, message: 1 },
      { room: hash, check: 'true' },
      { room: 'other', members: ['bob'], version: 9_999 },
      { room: 5, members: ['bob'], version: 9_999 },
      { room: null, iceServers: 5 },
    ]) {
      relay.latest.deliver(JSON.stringify(frame));
    }
    relay.latest.deliver(JSON.stringify({ room: hash, members: [5, 'bob', null], version: 9_999 }));
    expect(room.members).to.deep.equal(['bob']);
    expect(roomEvents).to.deep.equal(['memberjoin bob']);
    expect(client.state).to.equal('open');
  });

  it('says that it is still there when the relay asks', async () => {
    const { relay } = await setUpJoined();
    const hash = await hashRoomName('standup');
    relay.latest.deliver(encodeRoomFrame(hash, { check: true }));
    await until(() => requests(relay.latest).length === 2);
    const [first, second] = requests(relay.latest);
    expect(second!.member).to.equal(first!.member);
  });

  it('is lost, and says so, if the place is taken when it comes back', async () => {
    const setup = await setUpJoined();
    const { relay, room, roomEvents } = setup;
    relay.rooms.refusals.push('room-full', 'room-full');
    relay.latest.drop();
    await advanceUntil(setup, () => room.hasLeft);
    expect(roomEvents).to.deep.equal(['error room-full']);
    expect(setup.client.state).to.equal('open');
  });

  it('is kept, and asked for again, while the relay has trouble', async () => {
    const setup = await setUpJoined();
    const { relay, room, roomEvents } = setup;
    relay.rooms.refusals.push('internal', 'rate-limited', null, null, null);
    relay.latest.drop();
    await advanceUntil(setup, () => relay.rooms.refusals.length === 0);
    const { client: peer } = await setUpOpenClient({ WebSocket: relay.WebSocket });
    await peer.joinRoom('standup');
    await advanceUntil(setup, () => room.members[0] === peer.id);
    expect(room.hasLeft).to.equal(false);
    expect(roomEvents).to.deep.equal([`memberjoin ${peer.id}`]);
  });

  it('comes back if the relay says that this client is not in it', async () => {
    const { relay, room, roomEvents, client } = await setUpJoined();
    relay.rooms.gone(client.id!);
    await room.send('hello?');
    await until(() => requests(relay.latest).length === 2);
    expect(roomEvents).to.deep.equal(['error room-refused']);
    expect(room.hasLeft).to.equal(false);
  });

  it('does nothing any more once it is left', async () => {
    const setup = await setUpJoined();
    const { relay, client, room, roomEvents, clock } = setup;
    room.leave();
    const hash = await hashRoomName('standup');
    const events = recordEvents(client);
    relay.latest.deliver(encodeRoomFrame(hash, { check: true }));
    relay.latest.deliver(encodeRoomFrame(hash, { members: ['bob'], version: 9_999 }));
    relay.latest.drop();
    await clock.advance(60_000);
    await until(() => client.state === 'open');
    expect(relay.sockets.flatMap((socket) => requests(socket))).to.have.length(1);
    expect(requests(relay.sockets[0]!, 'leave-room')).to.have.length(1);
    expect(roomEvents).to.deep.equal([]);
    expect(room.members).to.deep.equal([]);
    expect(events.filter((event) => event.startsWith('error'))).to.deep.equal([]);
  });

  it('is joined anew if the address changes while it is being joined', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock } = setup;
    relay.rooms.refusals.push(null);
    let room: Room | undefined;
    void client.joinRoom('standup').then((joined) => {
      room = joined;
    });
    await until(() => requests(relay.latest).length === 1);
    const first = client.id;
    const [{ ref }] = requests(relay.latest) as [Joining];
    // Another socket takes the place of this one, which goes on delivering for a while.
    await clock.advance(1_000);
    dispatchEvent(new Event('online'));
    await advanceUntil(setup, () => client.id !== first, 100);
    const hash = await hashRoomName('standup');
    relay.sockets[0]!.deliver(encodeRoomFrame(hash, { members: [], version: 1 }, ref));
    await until(() => requests(relay.latest).length === 1);
    await until(() => room !== undefined);
  });

  it('is left for good, although the goodbye has overtaken the request to join', async () => {
    const setup = await setUpOpenClient();
    const { relay, client } = setup;
    relay.rooms.refusals.push(null);
    const giveUp = new AbortController();
    const joining = client.joinRoom('standup', { signal: giveUp.signal }).catch(() => 'given up');
    await until(() => requests(relay.latest).length === 1);
    const [{ ref }] = requests(relay.latest) as [Joining];
    giveUp.abort();
    expect(await joining).to.equal('given up');
    await until(() => requests(relay.latest, 'leave-room').length === 1);
    const hash = await hashRoomName('standup');
    relay.latest.deliver(encodeRoomFrame(hash, { members: [], version: 1 }, ref));
    await until(() => requests(relay.latest, 'leave-room').length === 2);
  });

  describe('joined again while the request of the first time is still under way', () => {
    interface Stage extends ClientSetup {
      readonly peer: SignalingClient;
      readonly peerRoom: Room;
      /** The first request takes effect only now. */
      readonly arrive: () => void;
    }

    async function setUpHeldBack(): Promise<Stage> {
      const setup = await setUpOpenClient();
      const { relay, client, clock } = setup;
      const { client: peer } = await setUpOpenClient({ WebSocket: relay.WebSocket, clock });
      const peerRoom = await peer.joinRoom('standup');
      const [socket] = relay.sockets as [FakeWebSocket];
      relay.rooms.refusals.push(null);
      const giveUp = new AbortController();
      const joining = client.joinRoom('standup', { signal: giveUp.signal }).catch(() => 'given up');
      await until(() => requests(socket).length === 1);
      const late = JSON.stringify(requests(socket)[0]);
      giveUp.abort();
      expect(await joining).to.equal('given up');
      await until(() => requests(socket, 'leave-room').length === 1);
      const arrive = () => relay.rooms.handle(client.id!, parseRequest(late) as ServiceRequest);
      return { ...setup, peer, peerRoom, arrive };
    }

    async function expectBothIn({ relay, client, peer, peerRoom }: Stage, room: Room) {
      const [socket] = relay.sockets as [FakeWebSocket];
      await until(() => requests(socket).length === 3);
      const [first, second, third] = requests(socket);
      expect(third!.member).to.equal(second!.member);
      const goodbyes = requests(socket, 'leave-room').map(({ member }) => member);
      expect(goodbyes).to.deep.equal([first!.member, first!.member]);
      await until(() => room.members[0] === peer.id && peerRoom.members[0] === client.id);
      const errors = recordRoomEvents(room);
      await room.send('here');
      await settle();
      expect(errors).to.deep.equal([]);
    }

    it('is in the room, although that request comes after the new one', async () => {
      const stage = await setUpHeldBack();
      const room = await stage.client.joinRoom('standup');
      stage.arrive();
      await expectBothIn(stage, room);
      // What the others do later says nothing about it.
      stage.peerRoom.leave();
      await settle();
      expect(requests(stage.relay.sockets[0]!, 'leave-room')).to.have.length(2);
    });

    it('is in the room, although that request is answered before the new one', async () => {
      const stage = await setUpHeldBack();
      const { relay, client, peer } = stage;
      const [socket] = relay.sockets as [FakeWebSocket];
      relay.rooms.refusals.push(null);
      const joining = client.joinRoom('standup');
      await until(() => requests(socket).length === 2);
      const { ref, ...second } = requests(socket)[1]!;
      relay.rooms.handle(client.id!, parseRequest(JSON.stringify(second)) as ServiceRequest);
      stage.arrive();
      const members = [peer.id!];
      socket.deliver(encodeRoomFrame(second.room, { members, version: 9_999 }, ref));
      await expectBothIn(stage, await joining);
    });
  });

  it('leaves no timer when the client is closed, though a goodbye may have to be said again', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock } = setup;
    relay.rooms.refusals.push(null);
    const giveUp = new AbortController();
    const joining = client.joinRoom('standup', { signal: giveUp.signal }).catch(() => 'given up');
    await until(() => requests(relay.latest).length === 1);
    giveUp.abort();
    expect(await joining).to.equal('given up');
    expect(clock.pending).to.be.above(TIMERS_WHILE_OPEN);
    client.close();
    expect(clock.pending).to.equal(0);
  });

  it('leaves no timer when the client is closed while it is being joined', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.rooms.refusals.push(null);
    const joining = rejection(client.joinRoom('standup'));
    await until(() => requests(relay.latest).length === 1);
    client.close();
    expect((await joining).code).to.equal('closed');
    expect(clock.pending).to.equal(0);
  });

  it('is not waited for any more when the client is closed while it is full', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.rooms.refusals.push('room-full');
    const joining = rejection(client.joinRoom('standup'));
    await until(() => clock.pending > TIMERS_WHILE_OPEN);
    await until(() => requests(relay.latest).length === 1);
    await settle();
    client.close();
    expect((await joining).code).to.equal('closed');
    expect(clock.pending).to.equal(0);
  });

  it('answers a flood of questions with one request at a time', async () => {
    const { relay } = await setUpJoined();
    const hash = await hashRoomName('standup');
    relay.rooms.refusals.push(null);
    for (let n = 0; n < 100; n += 1) relay.latest.deliver(encodeRoomFrame(hash, { check: true }));
    await until(() => requests(relay.latest).length === 2);
    expect(requests(relay.latest)).to.have.length(2);
  });

  it('is for two, whatever a relay says', async () => {
    const { relay, room } = await setUpJoined();
    const hash = await hashRoomName('standup');
    const members = Array.from({ length: 10_000 }, (_, n) => `member-${n}`);
    relay.latest.deliver(encodeRoomFrame(hash, { members, version: 9_999 }));
    expect(room.members.length).to.be.below(20);
  });
});
