import type { RoomStore, StoredItem } from './room-store.js';

interface Entry {
  /** As text, so that nobody shares an object with the store. */
  readonly json: string;
  readonly version: string;
  readonly expiresAtMs: number;
}

/** Rooms in the memory of one process: for the local gateway and for tests. On AWS every environment would have its own. */
export class MemoryRoomStore implements RoomStore {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  #lastVersion = 0;

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  async read(key: string): Promise<StoredItem | null> {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    const isExpired = entry.expiresAtMs <= this.#now();
    return { content: isExpired ? null : JSON.parse(entry.json), version: entry.version };
  }

  async write(
    key: string,
    content: object,
    expected: string | null,
    expiresAtMs: number,
  ): Promise<boolean> {
    if ((this.#entries.get(key)?.version ?? null) !== expected) return false;
    this.#dropExpired();
    const version = String(++this.#lastVersion);
    this.#entries.set(key, { json: JSON.stringify(content), version, expiresAtMs });
    return true;
  }

  async remove(key: string, expected: string): Promise<boolean> {
    if (this.#entries.get(key)?.version !== expected) return false;
    return this.#entries.delete(key);
  }

  #dropExpired(): void {
    for (const [key, { expiresAtMs }] of this.#entries) {
      if (expiresAtMs <= this.#now()) this.#entries.delete(key);
    }
  }
}
