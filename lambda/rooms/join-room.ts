import { encodeRoomFrame } from '../../src/signaling/api-gateway/wire-protocol.js';
import { dismiss } from './dismiss.js';
import { MAX_ROOMS_PER_CONNECTION, type RoomItem } from './room-items.js';
import { refuse, type RoomReply, type RoomRequest } from './room-reply.js';
import { membersFrame, type RoomScope } from './room-scope.js';
import { isIn, join, othersIn, without, type Full, type Joined } from './rooms.js';

export type JoinRequest = Extract<RoomRequest, { readonly kind: 'join-room' | 'leave-room' }>;

/** The connection is in as many rooms as it may. `room` is as it was. */
interface Refused {
  readonly kind: 'refused';
  readonly room: RoomItem;
}

/** What came of knocking at a room. */
interface Entry {
  readonly kind: (Joined | Full | Refused)['kind'];
  readonly item: RoomItem;
  /** Whether other addresses are in the room than before. */
  readonly isNews: boolean;
}

const TOO_MANY = `A connection can be in ${MAX_ROOMS_PER_CONNECTION} rooms at most; leave one.`;

/** Answers `join-room` with the others who are there, and tells them who has come. */
export async function joinRoom(
  scope: RoomScope,
  request: JoinRequest,
  id: string,
): Promise<RoomReply> {
  const { room, ref } = request;
  const { kind, item, isNews } = await knock(scope, request, id);
  const hasJoined = kind === 'joined';
  let gone: readonly string[] = [];
  // Also who joins again tells it: the first time, the invocation may have ended before the others heard of it.
  if (hasJoined || isNews) ({ gone } = await scope.tellMembers(othersIn(item, id), room, item));
  await scope.tryTo(() => dismiss(scope, room, gone, id));
  if (kind === 'refused') return refuse(request, 'room-refused', TOO_MANY);
  if (!hasJoined) return refuse(request, 'room-full', 'All places in this room are taken.', 'info');

  // With the version of our own change: of any later one, whoever made it has told us.
  const present = without(item, gone, scope.nowMs);
  const answer = membersFrame(room, { ...present, version: item.version }, id, ref);
  return { answer, level: 'info', outcome: 'answered' };
}

async function knock(scope: RoomScope, request: JoinRequest, id: string): Promise<Entry> {
  const { room } = request;
  const { ask, ...first } = await scope.changeRoom(room, async (item) => {
    const outcome = await admit(scope, request, id, item);
    const { kind, room: after } = outcome;
    const result = {
      ...{ kind, item: after, isNews: after.version !== item.version },
      ask: kind === 'full' ? outcome.ask : [],
    };
    return after === item ? { result } : { write: after, result };
  });
  if (ask.length === 0) return first;
  // Only now: of all who knock at once, the one whose write came first asks.
  const { gone, unsure } = await scope.post(ask, encodeRoomFrame(room, { check: true }));
  if (gone.length === 0 && unsure.length === 0) return first;
  return scope.changeRoom(room, async (item) => {
    // The time stays: they are not asked sooner again because some could not be reached.
    const asked = { ...without(item, gone, scope.nowMs), unreached: unsure };
    const { kind, room: entered } = await admit(scope, request, id, asked);
    const after = kind === 'joined' ? entered : asked;
    const isNews = after.version !== item.version;
    return { write: after, result: { kind, item: after, isNews } };
  });
}

/** Lets the connection in, if the room has a place for it, and it may be in one more. */
async function admit(
  scope: RoomScope,
  { room, member }: JoinRequest,
  id: string,
  item: RoomItem,
): Promise<Joined | Full | Refused> {
  const outcome = join(item, member, id, scope.nowMs);
  if (outcome.kind === 'full' || isIn(item, member, id)) return outcome;
  return (await reserve(scope, room, member, id)) ? outcome : { kind: 'refused', room: item };
}

/**
 * Notes the room with the connection, for its end, before it is in the room: of many joins at once, not more get past this
 * than the limit lets. It comes after the room was read, so that who leaves meanwhile is noticed: see `leaveRoom`. If the room
 * is full in the end, the note stays, until the connection leaves it or ends.
 *
 * @returns whether there is room for one more
 */
async function reserve(
  scope: RoomScope,
  room: string,
  member: string,
  id: string,
): Promise<boolean> {
  return scope.changeConnection(await scope.readConnection(id), ({ rooms }) => {
    if (rooms.some((other) => other.room === room && other.member === member)) {
      return { result: true };
    }
    const others = rooms.filter((other) => other.room !== room);
    if (others.length >= MAX_ROOMS_PER_CONNECTION) return { result: false };
    return { write: { rooms: [...others, { room, member }] }, result: true };
  });
}
