/** The link's durations, in milliseconds. */
export interface LinkTiming {
  /** First wait for an acknowledgement before everything unacknowledged is sent again. */
  readonly retransmitMs: number;
  /** Each further wait is this many times the one before … */
  readonly retransmitFactor: number;
  /** … but never longer than this. */
  readonly retransmitMaxMs: number;
  /** How long an acknowledgement waits for an own message that can carry it. */
  readonly ackDelayMs: number;
  /** How long the final message of a conversation is retransmitted before the link gives up on its acknowledgement. */
  readonly farewellMs: number;
}

export const DEFAULT_LINK_TIMING: LinkTiming = {
  retransmitMs: 1_000,
  retransmitFactor: 1.5,
  retransmitMaxMs: 5_000,
  ackDelayMs: 500,
  farewellMs: 10_000,
};
