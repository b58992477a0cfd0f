/** A room is for one call. */
const PLACES = 2;

/** Somebody in a room. */
export interface MemoryRoomMember {
  /** `null` while it has none. */
  readonly address: string | null;
  membersChanged(members: readonly string[]): void;
}

/** Who is in which room. Each change is told to all who are there, after the time that a message takes. */
export class MemoryRooms {
  readonly #rooms = new Map<string, Set<MemoryRoomMember>>();
  readonly #after: (tell: () => void) => void;

  /** @param after calls back after the time that a message takes, in the order of the calls */
  constructor(after: (tell: () => void) => void) {
    this.#after = after;
  }

  /** Takes a place, or tells again who is there. Returns the addresses of the others, or `null` if there is no place. */
  enter(name: string, member: MemoryRoomMember): readonly string[] | null {
    const members = this.#rooms.get(name) ?? new Set();
    if (!members.has(member) && members.size >= PLACES) return null;
    this.#rooms.set(name, members.add(member));
    this.#tell(name);
    return this.othersOf(name, member);
  }

  leave(name: string, member: MemoryRoomMember): void {
    const members = this.#rooms.get(name);
    if (!members?.delete(member)) return;
    if (members.size === 0) this.#rooms.delete(name);
    this.#tell(name);
  }

  /** The addresses of the others in the room; `null` if `member` is not in it. */
  othersOf(name: string, member: MemoryRoomMember): readonly string[] | null {
    const members = this.#rooms.get(name);
    if (!members?.has(member)) return null;
    return [...members]
      .filter((other) => other !== member)
      .map(({ address }) => address)
      .filter((address) => address !== null);
  }

  #tell(name: string): void {
    for (const member of this.#rooms.get(name) ?? []) {
      this.#after(() => {
        // As it is when it arrives: what has changed meanwhile needs no telling any more.
        const others = this.othersOf(name, member);
        if (others) member.membersChanged(others);
      });
    }
  }
}
