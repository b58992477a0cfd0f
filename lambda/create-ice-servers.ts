import { isInRoom } from './rooms/is-in-room.js';
import { MemoryRoomStore } from './rooms/memory-room-store.js';
import type { RoomStore } from './rooms/room-store.js';
import { IceServerService } from './turn/ice-server-service.js';

/**
 * The service behind `ice-servers`. Without a store nobody is in a room, but a door may let people in: then each environment
 * of the function counts by itself, which lets through more than the limits say, though not without limit.
 */
export function createIceServers(
  environment: NodeJS.ProcessEnv,
  store: RoomStore | null,
): IceServerService {
  return new IceServerService({
    environment,
    counts: store ?? new MemoryRoomStore(Date.now),
    isInRoom: async (connectionId) => store !== null && isInRoom(store, connectionId),
  });
}
