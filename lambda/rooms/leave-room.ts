import { dismiss } from './dismiss.js';
import type { JoinRequest } from './join-room.js';
import type { RoomMember } from './room-items.js';
import type { RoomReply } from './room-reply.js';
import type { RoomScope } from './room-scope.js';
import { othersIn, without } from './rooms.js';

/**
 * Takes the member out of the room, under whatever address it is there: it may have come back under a new one, and the
 * room may not have heard of that. Who is not there need not leave.
 *
 * The connection forgets the room first. A join that has seen it remember the room, and is not in yet, must notice: so the
 * room is written then, also if nothing in it changes, and that join finds that it was too slow and looks again.
 */
export async function leaveRoom(
  scope: RoomScope,
  { room, member }: JoinRequest,
  id: string,
): Promise<RoomReply> {
  const hasForgotten = await forget(scope, room, member, id);
  await remove(scope, room, (other) => other.member === member, hasForgotten);
  return { answer: null, level: 'info', outcome: 'done' };
}

/** The connection has ended: takes it out of every room it was in, unless its member is back under another address. */
export async function leaveAllRooms(scope: RoomScope, id: string): Promise<RoomReply> {
  const connection = await scope.readConnection(id);
  const { rooms } = connection.item;
  for (const { room, member } of rooms) {
    await scope.tryTo(() =>
      remove(scope, room, (other) => other.member === member && other.id === id),
    );
  }
  await scope.tryTo(() =>
    scope.changeConnection(connection, () => ({ write: { rooms: [] }, result: undefined })),
  );
  return { answer: null, level: rooms.length > 0 ? 'info' : 'debug', outcome: 'done' };
}

async function remove(
  scope: RoomScope,
  room: string,
  isLeaving: (member: RoomMember) => boolean,
  mustWrite = false,
): Promise<void> {
  const left = await scope.changeRoom(room, (item) => {
    const leaving = item.members.find(isLeaving);
    if (!leaving) return mustWrite ? { write: item, isKept: true, result: null } : { result: null };
    const staying = without(item, [leaving.id], scope.nowMs);
    return { write: staying, result: { id: leaving.id, staying } };
  });
  if (!left) return;
  const { gone } = await scope.tellMembers(othersIn(left.staying, left.id), room, left.staying);
  await scope.tryTo(() => dismiss(scope, room, gone, left.id));
}

/** @returns whether the connection knew the room */
async function forget(
  scope: RoomScope,
  room: string,
  member: string,
  id: string,
): Promise<boolean> {
  return scope.changeConnection(await scope.readConnection(id), ({ rooms }) => {
    const others = rooms.filter((other) => other.room !== room || other.member !== member);
    return others.length < rooms.length
      ? { write: { rooms: others }, result: true }
      : { result: false };
  });
}
