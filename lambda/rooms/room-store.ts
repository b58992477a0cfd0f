/** An item as it is in the store. */
export interface StoredItem {
  /**
   * What was written, to be checked before it is believed; `null` if it has expired, `undefined` if it is nothing that a
   * store of ours writes.
   */
  readonly content: unknown;
  /** Changes with every write, and never comes back. What it looks like is the store's own affair. */
  readonly version: string;
}

/**
 * Keeps items by key, and changes one only if nobody else has meanwhile: compare and set, nothing else. All the rules of
 * rooms stand above it, so that they are the same in every store.
 *
 * Every method may throw a {@link RoomsError}: `throttled` or `unavailable`.
 */
export interface RoomStore {
  /** The item as of the last write, whoever made it; `null` if there is none. */
  read(key: string): Promise<StoredItem | null>;
  /**
   * Writes `content`, a JSON object, if the item still has the version `expected`; `null` if there was none.
   *
   * @param expiresAtMs - from when on the item counts as expired, in milliseconds since 1970
   * @returns whether it was written; `false`: somebody else was faster
   */
  write(
    key: string,
    content: object,
    expected: string | null,
    expiresAtMs: number,
  ): Promise<boolean>;
  /** Removes the item if it still has the version `expected`; returns whether it did. */
  remove(key: string, expected: string): Promise<boolean>;
}

/**
 * Why the relay could not do what was asked of a room.
 *
 * - `throttled`: the table takes no more at the moment
 * - `contended`: others change the same room all the time
 * - `unavailable`: the table can't be reached, is not there, or may not be used
 * - `slow`: it took longer than a request may
 */
export type RoomsErrorCode = 'throttled' | 'contended' | 'unavailable' | 'slow';

export class RoomsError extends Error {
  override readonly name = 'RoomsError';
  readonly code: RoomsErrorCode;

  constructor(code: RoomsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
