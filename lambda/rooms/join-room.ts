import { encodeRoomFrame } from '../../src/signaling/api-gateway/wire-protocol.js';
import { dismiss } from './dismiss.js';
import { MAX_ROOMS_PER_CONNECTION, type RoomItem } from './room-items.js';
import { refuse, type RoomReply, type RoomRequest } from './room-reply.js';
import { membersFrame, type RoomScope, type StoredConnection } from './room-scope.js';
import { join, othersIn, without } from './rooms.js';

export type JoinRequest = Extract<RoomRequest, { readonly kind: 'join-room' | 'leave-room' }>;

/** What came of knocking at a room. */
interface Entry {
  readonly hasJoined: boolean;
  readonly item: RoomItem;
  /** Whether other addresses are in the room than before. */
  readonly isNews: boolean;
}

/** Answers `join-room` with the others who are there, and tells them who has come. */
export async function joinRoom(
  scope: RoomScope,
  request: JoinRequest,
  id: string,
): Promise<RoomReply> {
  const { room, member, ref } = request;
  const connection = await scope.readConnection(id);
  const { rooms } = connection.item;
  if (rooms.length >= MAX_ROOMS_PER_CONNECTION && !rooms.some((other) => other.room === room)) {
    const reason = `A connection can be in ${MAX_ROOMS_PER_CONNECTION} rooms at most; leave one.`;
    return refuse(request, 'room-refused', reason);
  }
  const { hasJoined, item, isNews } = await knock(scope, request, id);
  let gone: readonly string[] = [];
  // Also who joins again tells it: the first time, the invocation may have ended before the others heard of it.
  if (hasJoined || isNews) ({ gone } = await scope.tellMembers(othersIn(item, id), room, item));
  await scope.tryTo(() => dismiss(scope, room, gone, id));
  if (!hasJoined) return refuse(request, 'room-full', 'All places in this room are taken.', 'info');

  await scope.tryTo(() => remember(scope, connection, room, member));
  // With the version of our own change: of any later one, whoever made it has told us.
  const present = without(item, gone, scope.nowMs);
  const answer = membersFrame(room, { ...present, version: item.version }, id, ref);
  return { answer, level: 'info', outcome: 'answered' };
}

async function knock(scope: RoomScope, { room, member }: JoinRequest, id: string): Promise<Entry> {
  const { ask, ...first } = await scope.changeRoom(room, (item) => {
    const outcome = join(item, member, id, scope.nowMs);
    const hasJoined = outcome.kind === 'joined';
    const ask = hasJoined ? [] : outcome.ask;
    const isNews = outcome.room.version !== item.version;
    return {
      ...(hasJoined || ask.length > 0 ? { write: outcome.room } : {}),
      result: { hasJoined, item: outcome.room, isNews, ask },
    };
  });
  if (ask.length === 0) return first;
  // Only now: of all who knock at once, the one whose write came first asks.
  const { gone, unsure } = await scope.post(ask, encodeRoomFrame(room, { check: true }));
  if (gone.length === 0 && unsure.length === 0) return first;
  return scope.changeRoom(room, (item) => {
    const staying = without(item, gone, scope.nowMs);
    // Whom the question may not have reached must not lose its place for want of an answer.
    const asked = unsure.length > 0 ? { ...staying, askedAtMs: null } : staying;
    const outcome = join(asked, member, id, scope.nowMs);
    const hasJoined = outcome.kind === 'joined';
    const write = hasJoined ? outcome.room : asked;
    return { write, result: { hasJoined, item: write, isNews: write.version !== item.version } };
  });
}

/** For the end of the connection. */
async function remember(
  scope: RoomScope,
  connection: StoredConnection,
  room: string,
  member: string,
): Promise<void> {
  await scope.changeConnection(connection, ({ rooms }) => {
    const isKnown = rooms.some((other) => other.room === room && other.member === member);
    const others = rooms.filter((other) => other.room !== room);
    // It may have joined others at the same time. The room finds out by itself when such a connection is gone.
    if (isKnown || others.length >= MAX_ROOMS_PER_CONNECTION) return { result: undefined };
    return { write: { rooms: [...others, { room, member }] }, result: undefined };
  });
}
