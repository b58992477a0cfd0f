/** How a room is joined. An option that is `undefined` or `null` counts as left out. */
export interface RoomOptions {
  /** Gives up: `joinRoom` rejects with the signal's reason. Once the room is joined, `leave()` is the way out. */
  readonly signal?: AbortSignal | null | undefined;
}
