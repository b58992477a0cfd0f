import { ROOM_CAPACITY, type RoomItem, type RoomMember } from './room-items.js';

/** A connection ends after two hours: whoever has not joined anew since then is gone. */
const MEMBER_LIFETIME_MS = 130 * 60_000;
/** How often members are asked at most, so that a stranger who knocks all the time costs little. */
const ASK_INTERVAL_MS = 12_000;
/** How long a member has to answer that it is still there. A client repeats an answer that was lost after 5 s. */
const ANSWER_TIME_MS = 10_000;
/** Who joins again so soon changes nothing, so that a connection that does so all the time costs no writes. */
const KNOWN_MS = 2_000;

export const EMPTY_ROOM: RoomItem = { members: [], version: 0, askedAtMs: null, unreached: [] };

/** The newcomer is in. `room` is the same object if there is nothing new in it. */
export interface Joined {
  readonly kind: 'joined';
  readonly room: RoomItem;
}

/** All places are taken. */
export interface Full {
  readonly kind: 'full';
  readonly room: RoomItem;
  /** Who is to be asked now whether it is still there. `room` says already that they were. */
  readonly ask: readonly string[];
}

/** The room without those who must be gone by now. */
export function present(room: RoomItem, nowMs: number): RoomItem {
  const { members, askedAtMs } = room;
  // The clocks of two environments may be a little apart, but what comes from the future is not true.
  const wasAsked = askedAtMs !== null && askedAtMs - nowMs < ASK_INTERVAL_MS;
  const staying = members.filter(({ seenAtMs }) => Math.abs(nowMs - seenAtMs) < MEMBER_LIFETIME_MS);
  return { ...withMembers(room, staying, nowMs), askedAtMs: wasAsked ? askedAtMs : null };
}

/** The room without these addresses. */
export function without(room: RoomItem, ids: readonly string[], nowMs: number): RoomItem {
  const staying = room.members.filter(({ id }) => !ids.includes(id));
  return withMembers(room, staying, nowMs);
}

/** Whether `member` is in the room, under this address. */
export function isIn({ members }: RoomItem, member: string, id: string): boolean {
  return members.some((other) => isMember(other, member, id));
}

/** The addresses in the room besides `own`. */
export function othersIn({ members }: RoomItem, own: string): readonly string[] {
  return idsOf(members).filter((id) => id !== own);
}

/**
 * `id` asks to come in as `member`. That is its own former place if the room has one, and a free one otherwise. In a full
 * room the members are asked whether they are still there, and who does not say so loses its place to the next to come:
 * for up to ten minutes API Gateway takes messages for a client that has lost its network.
 */
export function join(room: RoomItem, member: string, id: string, nowMs: number): Joined | Full {
  const { members, askedAtMs, unreached } = room;
  const own = members.find((other) => isMember(other, member, id));
  if (own && isKnown(own, askedAtMs, nowMs)) return { kind: 'joined', room };
  const enter = (others: readonly RoomMember[]): Joined => {
    // Not before the question, whatever the clock of this environment says: this is the answer to it.
    const seenAtMs = Math.max(nowMs, askedAtMs ?? nowMs);
    const all = [...others, { member, id, seenAtMs }];
    return { kind: 'joined', room: withMembers(room, all, nowMs) };
  };
  // An address is one member only, whatever else it calls itself.
  const others = members.filter((other) => other.member !== member && other.id !== id);
  if (others.length < ROOM_CAPACITY) return enter(others);

  const askedAgoMs = askedAtMs === null ? Infinity : nowMs - askedAtMs;
  const isSilent = ({ id, seenAtMs }: RoomMember): boolean =>
    askedAtMs !== null &&
    !unreached.includes(id) &&
    seenAtMs < askedAtMs &&
    askedAgoMs >= ANSWER_TIME_MS;
  const heard = others.filter((other) => !isSilent(other));
  if (heard.length < ROOM_CAPACITY) return enter(heard);

  if (askedAgoMs < ASK_INTERVAL_MS) return { kind: 'full', room, ask: [] };
  return { kind: 'full', room: { ...room, askedAtMs: nowMs, unreached: [] }, ask: idsOf(others) };
}

function isMember(other: RoomMember, member: string, id: string): boolean {
  return other.member === member && other.id === id;
}

/** Whether it has joined just now, and since the last question. */
function isKnown({ seenAtMs }: RoomMember, askedAtMs: number | null, nowMs: number): boolean {
  return Math.abs(nowMs - seenAtMs) < KNOWN_MS && seenAtMs >= (askedAtMs ?? seenAtMs);
}

/**
 * Other addresses make another version. It is never below the time, so that a room that was given up and begun again goes
 * on counting where its members of old, who may come back, have stopped.
 */
function withMembers(room: RoomItem, members: readonly RoomMember[], nowMs: number): RoomItem {
  const ids = idsOf(members);
  const isSame =
    ids.length === room.members.length && room.members.every(({ id }) => ids.includes(id));
  const version = isSame ? room.version : Math.max(room.version + 1, nowMs);
  return { ...room, members, version };
}

function idsOf(members: readonly RoomMember[]): readonly string[] {
  return members.map(({ id }) => id);
}
