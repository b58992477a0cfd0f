/** A member as the room's item has it. */
export interface RoomMember {
  /** The text by which it takes its own former place. A secret between it and the relay. */
  readonly member: string;
  /** Its address. */
  readonly id: string;
  /** When it last joined, in milliseconds since 1970. */
  readonly seenAtMs: number;
}

/** The item `room#<hash>`. */
export interface RoomItem {
  readonly members: readonly RoomMember[];
  /** Grows with each change of the addresses. */
  readonly version: number;
  /** When its members were last asked whether they are still there. */
  readonly askedAtMs: number | null;
  /** Whom of them the question may not have reached: their silence says nothing. */
  readonly unreached: readonly string[];
}

/** A room that a connection has joined, and as whom. */
export interface Membership {
  readonly room: string;
  readonly member: string;
}

/** The item `connection#<id>`: what is to be cleared up when the connection ends. */
export interface ConnectionItem {
  readonly rooms: readonly Membership[];
}

/** For one to one. */
export const ROOM_CAPACITY = 2;
/** So that nobody fills the table, or makes the end of one connection expensive. */
export const MAX_ROOMS_PER_CONNECTION = 4;

export const roomKey = (room: string): string => `room#${room}`;
export const connectionKey = (id: string): string => `connection#${id}`;

/** Rebuilds the item of a room; `null` if that is none, or none that this relay would write. */
export function readRoomItem(content: unknown): RoomItem | null {
  const {
    members,
    version,
    askedAtMs,
    unreached = [],
  } = Object(content) as Record<string, unknown>;
  if (!Array.isArray(members) || members.length > ROOM_CAPACITY) return null;
  if (!Number.isSafeInteger(version)) return null;
  if (askedAtMs !== null && !isTime(askedAtMs)) return null;
  if (!Array.isArray(unreached) || unreached.length > ROOM_CAPACITY) return null;
  const ids: unknown[] = unreached;
  if (!ids.every(isText)) return null;
  const read = members.map(readMember).filter((member) => member !== null);
  return read.length === members.length
    ? { members: read, version: version as number, askedAtMs, unreached: ids }
    : null;
}

/** Rebuilds the item of a connection; `null` as for {@link readRoomItem}. */
export function readConnectionItem(content: unknown): ConnectionItem | null {
  const { rooms } = Object(content) as Record<string, unknown>;
  if (!Array.isArray(rooms) || rooms.length > MAX_ROOMS_PER_CONNECTION) return null;
  const read = rooms.map(readMembership).filter((membership) => membership !== null);
  return read.length === rooms.length ? { rooms: read } : null;
}

function readMember(value: unknown): RoomMember | null {
  const { member, id, seenAtMs } = Object(value) as Record<string, unknown>;
  return isText(member) && isText(id) && isTime(seenAtMs) ? { member, id, seenAtMs } : null;
}

function readMembership(value: unknown): Membership | null {
  const { room, member } = Object(value) as Record<string, unknown>;
  return isText(room) && isText(member) ? { room, member } : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
