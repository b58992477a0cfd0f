import type { RoomItem } from './room-items.js';
import type { RoomScope } from './room-scope.js';
import { othersIn, without } from './rooms.js';

/**
 * Removes addresses that nobody has any more from the room, and tells who is left, besides `own`.
 *
 * @returns the room without them; `null` if they were not in it any more, and the others have been told
 */
export async function dismiss(
  scope: RoomScope,
  room: string,
  gone: readonly string[],
  own: string,
): Promise<RoomItem | null> {
  if (gone.length === 0) return null;
  const left = await scope.changeRoom(room, (item) => {
    const staying = without(item, gone, scope.nowMs);
    return staying.version === item.version
      ? { result: null }
      : { write: staying, result: staying };
  });
  if (left) await scope.tellMembers(othersIn(left, own), room, left);
  return left;
}
