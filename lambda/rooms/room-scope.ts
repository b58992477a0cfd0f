import { encodeRoomFrame } from '../../src/signaling/api-gateway/wire-protocol.js';
import { failureOf, type Failure, type Post } from '../relay.js';
import { EMPTY_ROOM, othersIn, present } from './rooms.js';
import {
  connectionKey,
  readConnectionItem,
  readRoomItem,
  roomKey,
  type ConnectionItem,
  type RoomItem,
} from './room-items.js';
import { RoomsError, type RoomStore, type StoredItem } from './room-store.js';

/** What rooms need besides the requests. */
export interface RoomTools {
  readonly store: RoomStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** What becomes of an item: it is written, or, without `write`, left as it is. */
export interface Change<Item, Result> {
  readonly write?: Item;
  /** Whether it is written also if nothing is left in it. It is removed otherwise. */
  readonly isKept?: boolean;
  readonly result: Result;
}

/** Whom a frame has not reached. */
export interface Told {
  /** Nobody has these addresses any more. */
  readonly gone: readonly string[];
  /** API Gateway did not say. */
  readonly unsure: readonly string[];
}

/** Longer than any connection lives. Every write begins it anew. */
const ITEM_LIFETIME_MS = 3 * 60 * 60_000;

/** How often one change is tried while others are faster. */
const MAX_TRIES = 10;
/** The longest wait before the second try; before the third it is twice as long, and so on. */
const JITTER_MS = 80;
/** Of everything that one request does. */
const MAX_TABLE_CALLS = 60;

/** One request's use of the table and of `@connections`: counted, bounded, and noted for the log. */
export class RoomScope {
  readonly #tools: RoomTools;
  readonly #post: Post;
  /** How many reads, writes and removals there were: what DynamoDB charges for. */
  tableCalls = 0;
  /** How many frames were posted: what API Gateway charges for. */
  posts = 0;
  /** Whether an item was not ours, and counted as absent. */
  hasForeignItem = false;
  /** The worst that a post came to, besides an address that is gone. */
  postFailure: (Failure & { readonly status: number | null }) | null = null;
  /** What went wrong without spoiling the request. */
  lapse: unknown = null;
  #isOver = false;

  constructor(tools: RoomTools, post: Post) {
    this.#tools = tools;
    this.#post = post;
  }

  get nowMs(): number {
    return this.#tools.now();
  }

  /** From now on nothing more is done: the request has taken too long. */
  end(): void {
    this.#isOver = true;
  }

  /** Does what the request can do without. */
  async tryTo<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      this.lapse = error;
      return null;
    }
  }

  /** The room without those who must be gone. */
  async readRoom(room: string): Promise<RoomItem> {
    return this.#roomOf(await this.#read(roomKey(room)));
  }

  /** @param change - what it does elsewhere comes between the read and the write, and again with each try */
  async changeRoom<Result>(
    room: string,
    change: (item: RoomItem) => Change<RoomItem, Result> | Promise<Change<RoomItem, Result>>,
  ): Promise<Result> {
    const key = roomKey(room);
    return this.#change(key, await this.#read(key), async (stored) => {
      const { write, isKept, result } = await change(this.#roomOf(stored));
      if (write === undefined) return { result };
      return { write: write.members.length > 0 || isKept ? write : null, result };
    });
  }

  async readConnection(id: string): Promise<StoredConnection> {
    const stored = await this.#read(connectionKey(id));
    return { id, stored, item: this.#connectionOf(stored) };
  }

  /** @param connection - as it was read; it is read again only if somebody else has changed it meanwhile */
  async changeConnection<Result>(
    { id, stored: first }: StoredConnection,
    change: (item: ConnectionItem) => Change<ConnectionItem, Result>,
  ): Promise<Result> {
    return this.#change(connectionKey(id), first, (stored) => {
      const { write, result } = change(this.#connectionOf(stored));
      if (write === undefined) return { result };
      return { write: write.rooms.length > 0 ? write : null, result };
    });
  }

  /** Tells each of `ids` who else is in the room now. */
  async tellMembers(ids: readonly string[], room: string, item: RoomItem): Promise<Told> {
    return this.#postEach(ids, (id) => membersFrame(room, item, id));
  }

  /** Posts the same frame to each of `ids`, all at once. */
  async post(ids: readonly string[], frame: string): Promise<Told> {
    return this.#postEach(ids, () => frame);
  }

  async #postEach(ids: readonly string[], frameFor: (id: string) => string): Promise<Told> {
    const outcomes = await Promise.all(ids.map((id) => this.#postTo(id, frameFor(id))));
    return {
      gone: ids.filter((_, index) => outcomes[index] === 'gone'),
      unsure: ids.filter((_, index) => outcomes[index] === 'unsure'),
    };
  }

  async #postTo(id: string, frame: string): Promise<'delivered' | 'gone' | 'unsure'> {
    this.#goOn();
    this.posts += 1;
    let status: number | null = null;
    try {
      ({ status } = await this.#post(id, frame));
    } catch {
      // No answer came. The adapter logs the cause, which may contain addresses.
    }
    const failure = failureOf(status);
    if (!failure) return 'delivered';
    if (status === 410 || status === 400) return 'gone';
    this.postFailure = { ...failure, status };
    return 'unsure';
  }

  /** Compares and sets until nobody else was faster. */
  async #change<Result>(
    key: string,
    first: StoredItem | null,
    change: (
      stored: StoredItem | null,
    ) => Change<object | null, Result> | Promise<Change<object | null, Result>>,
  ): Promise<Result> {
    let stored = first;
    for (let tries = 1; ; tries += 1) {
      const { write, result } = await change(stored);
      if (write === undefined) return result;
      if (await this.#write(key, write, stored)) return result;
      if (tries === MAX_TRIES) {
        throw new RoomsError('contended', `Others were faster ${MAX_TRIES} times in a row.`);
      }
      await this.#tools.wait(this.#tools.random() * JITTER_MS * tries);
      stored = await this.#read(key);
    }
  }

  async #read(key: string): Promise<StoredItem | null> {
    this.#countTableCall();
    return this.#tools.store.read(key);
  }

  async #write(key: string, content: object | null, stored: StoredItem | null): Promise<boolean> {
    const { store } = this.#tools;
    if (content === null) {
      if (stored === null) return true; // It is not there anyway.
      this.#countTableCall();
      return store.remove(key, stored.version);
    }
    this.#countTableCall();
    return store.write(key, content, stored?.version ?? null, this.nowMs + ITEM_LIFETIME_MS);
  }

  #countTableCall(): void {
    this.#goOn();
    if (this.tableCalls >= MAX_TABLE_CALLS) {
      throw new RoomsError('contended', `One request may take ${MAX_TABLE_CALLS} table calls.`);
    }
    this.tableCalls += 1;
  }

  #goOn(): void {
    if (this.#isOver) throw new RoomsError('slow', 'The request has taken too long already.');
  }

  #roomOf(stored: StoredItem | null): RoomItem {
    const item = this.#itemOf(stored, readRoomItem);
    return item ? present(item, this.nowMs) : EMPTY_ROOM;
  }

  #connectionOf(stored: StoredItem | null): ConnectionItem {
    return this.#itemOf(stored, readConnectionItem) ?? { rooms: [] };
  }

  #itemOf<Item>(stored: StoredItem | null, read: (content: unknown) => Item | null): Item | null {
    if (stored === null || stored.content === null) return null;
    const item = read(stored.content);
    if (item === null) this.hasForeignItem = true;
    return item;
  }
}

/** Tells `id` who else is in the room. */
export function membersFrame(room: string, item: RoomItem, id: string, ref?: string): string {
  const news = { members: othersIn(item, id), version: item.version };
  return encodeRoomFrame(room, news, ref);
}

/** A connection's item, as it was read. */
export interface StoredConnection {
  readonly id: string;
  readonly stored: StoredItem | null;
  readonly item: ConnectionItem;
}
