import { setTimeout as wait } from 'node:timers/promises';
import { DynamoRoomStore } from './dynamo-room-store.js';
import { MemoryRoomStore } from './memory-room-store.js';
import { RoomService } from './room-service.js';
import type { RoomStore } from './room-store.js';

export function createRooms(store: RoomStore | null): RoomService | null {
  return store && new RoomService({ store, now: Date.now, random: Math.random, wait });
}

/** The store that the environment asks for: `ROOM_STORE=memory`, or a table by `ROOMS_TABLE`; `null` if neither is set. */
export function createRoomStore(environment: NodeJS.ProcessEnv): RoomStore | null {
  if (environment['ROOM_STORE'] === 'memory') return new MemoryRoomStore(Date.now);
  const table = environment['ROOMS_TABLE'];
  return table ? new DynamoRoomStore(table, Date.now) : null;
}
