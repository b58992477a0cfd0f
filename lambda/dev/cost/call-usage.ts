/** What one call asks of a relay, both sides together. */
export interface CallUsage {
  /** Messages from one side to the other: what both reports count as sent over the relay. */
  readonly relayedMessages: number;
  /** How many of those the relay answers to their sender as well. This relay answers none. */
  readonly answeredMessages: number;
  /** Times a client asks for its address: once for each connection. */
  readonly whoAmI: number;
  /** Times a client asks again, so that a silent connection is not closed. */
  readonly keepAlives: number;
  /** Times a client enters a room. It leaves again when its connection ends. */
  readonly roomJoins: number;
  /** Times the relay is told that a connection has ended. */
  readonly disconnects: number;
  readonly iceServersRequests: number;
  /** Minutes that connections are open, added up. */
  readonly minutesConnected: number;
}

/** How a call comes about. */
export interface CallKind {
  /** How long both sides are connected to the relay. */
  readonly minutes: number;
  /** Whether they meet in a room, or one dials the other's address. */
  readonly meetsInRoom: boolean;
  /** Whether both ask for TURN servers first. */
  readonly asksForIceServers: boolean;
}

const SIDES = 2;
/**
 * From ring to hang-up: invite, ringing, accept, the hang-up and its acknowledgement. Candidates that a STUN or TURN server
 * is late with come in batches of their own; all else goes over the call's own connection.
 */
const RELAYED_MESSAGES = 5;
/** `keepAliveMs` of the client: API Gateway closes a connection after 10 minutes of silence. */
const KEEP_ALIVE_MINUTES = 4;

/** What a call of this library asks of the relay. A call in a room is counted as one with a ring, which is one message less. */
export function usageOf({ minutes, meetsInRoom, asksForIceServers }: CallKind): CallUsage {
  return {
    relayedMessages: RELAYED_MESSAGES,
    answeredMessages: 0,
    whoAmI: SIDES,
    keepAlives: SIDES * Math.floor(minutes / KEEP_ALIVE_MINUTES),
    roomJoins: meetsInRoom ? SIDES : 0,
    disconnects: SIDES,
    iceServersRequests: asksForIceServers ? SIDES : 0,
    minutesConnected: SIDES * minutes,
  };
}

/** An offer, an answer, and ten candidates of either side, each in a frame of its own. */
const TUTORIAL_MESSAGES = 22;

/**
 * What a call asks of the tutorial's relay, which answers every frame. Its client sends no keep-alive: after ten silent
 * minutes it is cut off, which is the cheapest way to do it.
 */
export function tutorialUsageOf(minutes: number): CallUsage {
  return {
    relayedMessages: TUTORIAL_MESSAGES,
    answeredMessages: TUTORIAL_MESSAGES,
    whoAmI: SIDES,
    keepAlives: 0,
    roomJoins: 0,
    disconnects: 0,
    iceServersRequests: 0,
    minutesConnected: SIDES * minutes,
  };
}
