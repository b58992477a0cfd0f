import type { Clock } from '../internal/clock.js';
import type { EnvelopeSeal } from './envelope-seal.js';
import type { NoticeProgress } from './link-notices.js';
import type { LinkTiming } from './link-timing.js';
import type { OutboundProgress } from './outbound-sequence.js';

/** Where a conversation stands: enough to go on with it on another page. */
export interface LinkProgress extends OutboundProgress, NoticeProgress {
  /** The number of the last message of the peer that was delivered. */
  readonly lastReceived: number;
  /** The number of the peer's message from which its present address is known. */
  readonly addressSeq: number;
}

export interface LinkOptions {
  readonly callId: string;
  /** Authenticates what goes over any path. */
  readonly seal: EnvelopeSeal;
  /** Set for a conversation that goes on. */
  readonly progress?: LinkProgress | undefined;
  readonly clock: Clock;
  readonly timing: LinkTiming;
  /**
   * Takes the peer's messages: each once, in the order they were sent. It must not throw.
   *
   * @param isFinal whether its sender has only proved to know a token, which covers nothing of the message
   */
  readonly deliver: (message: unknown, isFinal: boolean) => void;
  /** The peer says that it has another address. `isProved`: the relay says that this message came from there. */
  readonly onAddress: (address: string, isProved: boolean) => void;
  /** Somebody at `from` has the peer's keys, and asks us to answer there. */
  readonly onProbe: (from: string, probe: number) => void;
  /** Called once, when the link is closed and nothing of it is left. */
  readonly onClose: () => void;
}
