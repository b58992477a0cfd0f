import { connectionKey, readConnectionItem } from './room-items.js';
import type { RoomStore } from './room-store.js';

/** Whether a connection has joined a room, and not left it. @throws {RoomsError} if the store can't be used */
export async function isInRoom(store: RoomStore, connectionId: string): Promise<boolean> {
  const item = await store.read(connectionKey(connectionId));
  return (readConnectionItem(item?.content)?.rooms.length ?? 0) > 0;
}
