import { dismiss } from './dismiss.js';
import type { JoinRequest } from './join-room.js';
import type { RoomMember } from './room-items.js';
import type { RoomReply } from './room-reply.js';
import type { RoomScope } from './room-scope.js';
import { othersIn, without } from './rooms.js';

/**
 * Takes the member out of the room, under whatever address it is there: it may have come back under a new one, and the
 * room may not have heard of that. Who is not there need not leave.
 */
export async function leaveRoom(
  scope: RoomScope,
  { room, member }: JoinRequest,
  id: string,
): Promise<RoomReply> {
  await remove(scope, room, (other) => other.member === member);
  await scope.tryTo(() => forget(scope, room, member, id));
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
): Promise<void> {
  const left = await scope.changeRoom(room, (item) => {
    const leaving = item.members.find(isLeaving);
    if (!leaving) return { result: null };
    const staying = without(item, [leaving.id], scope.nowMs);
    return { write: staying, result: { id: leaving.id, staying } };
  });
  if (!left) return;
  const { gone } = await scope.tellMembers(othersIn(left.staying, left.id), room, left.staying);
  await scope.tryTo(() => dismiss(scope, room, gone, left.id));
}

async function forget(scope: RoomScope, room: string, member: string, id: string): Promise<void> {
  const connection = await scope.readConnection(id);
  await scope.changeConnection(connection, ({ rooms }) => {
    // It may have left and come again, and this have been overtaken.
    const others = rooms.filter((other) => other.room !== room || other.member !== member);
    return others.length < rooms.length
      ? { write: { rooms: others }, result: undefined }
      : { result: undefined };
  });
}
