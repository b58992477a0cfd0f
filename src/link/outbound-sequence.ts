import type { Clock } from '../internal/clock.js';
import { Timer } from '../internal/timer.js';
import {
  envelopeLength,
  MAX_ENVELOPE_BYTES,
  type Envelope,
  type EnvelopeContent,
} from './envelope.js';
import { LINK_WINDOW } from './inbound-sequence.js';
import { LinkError } from './link-error.js';
import type { LinkTiming } from './link-timing.js';

/** With the default timing, after about 8 s. */
const MANY_RETRANSMISSIONS = 4;

/** What is kept until the peer has acknowledged it: an envelope without its acknowledgement, which may change. */
export interface OutboundMessage extends EnvelopeContent {
  readonly seq: number;
}

export interface OutboundProgress {
  /** The number of the last message. */
  readonly lastSeq: number;
  /** The messages that the peer has not acknowledged yet, the oldest first. */
  readonly unacknowledged: readonly OutboundMessage[];
}

export interface OutboundSequenceOptions {
  readonly clock: Clock;
  readonly timing: LinkTiming;
  /** Set for a conversation that goes on. */
  readonly progress?: OutboundProgress | undefined;
  /** The envelope in which the message would go out now. */
  readonly toEnvelope: (message: OutboundMessage) => Envelope;
  /** Whether a path has room for the message. */
  readonly canSend: (message: OutboundMessage) => boolean;
  readonly send: (message: OutboundMessage, isRetransmission: boolean) => void;
}

/**
 * Numbers the own messages, and keeps each until the peer has acknowledged it. While acknowledgements are missing,
 * everything in the window is sent again, at growing intervals; after many of them only the oldest message is.
 */
export class OutboundSequence {
  readonly #options: OutboundSequenceOptions;
  readonly #retransmitTimer: Timer;
  #lastSeq: number;
  #lastSent: number;
  #unacknowledged: OutboundMessage[];
  /** How often the oldest unacknowledged message has been sent again. */
  #retransmissions = 0;

  constructor(options: OutboundSequenceOptions) {
    const { clock, progress = { lastSeq: 0, unacknowledged: [] } } = options;
    this.#options = options;
    this.#lastSeq = this.#lastSent = progress.lastSeq;
    this.#unacknowledged = [...progress.unacknowledged];
    this.#retransmitTimer = new Timer(clock, () => {
      this.#retransmissions += 1;
      // Where nothing gets through, or the peer's scripts stand still, one message is enough to learn when that is over.
      this.flush(true, this.isPeerSilent ? 1 : LINK_WINDOW);
    });
  }

  get progress(): OutboundProgress {
    return { lastSeq: this.#lastSeq, unacknowledged: this.#unacknowledged };
  }

  /** Whether nothing has been acknowledged for many retransmissions. */
  get isPeerSilent(): boolean {
    return this.#retransmissions >= MANY_RETRANSMISSIONS;
  }

  /**
   * Numbers a message, and sends it as soon as the window and the paths have room.
   *
   * @param limit how many messages may wait for their acknowledgement already
   * @throws {LinkError} `queue-full`, `too-large`
   */
  add(content: EnvelopeContent, limit = Infinity): void {
    if (this.#unacknowledged.length >= limit) {
      throw new LinkError(
        'queue-full',
        `${limit} messages wait for the peer already: send the rest later.`,
      );
    }
    const message = { seq: this.#lastSeq + 1, ...content };
    const bytes = envelopeLength(this.#options.toEnvelope(message));
    if (bytes > MAX_ENVELOPE_BYTES) {
      throw new LinkError(
        'too-large',
        `The message takes ${bytes} bytes, of at most ${MAX_ENVELOPE_BYTES}: send it in parts.`,
      );
    }
    this.#lastSeq += 1;
    this.#unacknowledged.push(message);
    this.flush();
  }

  /**
   * Takes a cumulative acknowledgement: the peer has everything up to this number.
   *
   * @returns whether it acknowledged the last message that was waiting for it
   */
  acknowledge(ack: number): boolean {
    const before = this.#unacknowledged;
    this.#unacknowledged = before.filter(({ seq }) => seq > ack);
    if (this.#unacknowledged.length === before.length) return false;
    this.#retransmissions = 0;
    this.#retransmitTimer.stop();
    this.flush();
    return this.#unacknowledged.length === 0;
  }

  /** Sends what has not been sent yet, or everything once more, as far as the window and the paths have room. */
  flush(isRetransmission = false, window = LINK_WINDOW): void {
    const { timing, canSend, send } = this.#options;
    if (this.#unacknowledged.length > 0 && !this.#retransmitTimer.isRunning) {
      const { retransmitMs, retransmitFactor, retransmitMaxMs } = timing;
      const delayMs = retransmitMs * retransmitFactor ** this.#retransmissions;
      this.#retransmitTimer.start(Math.min(delayMs, retransmitMaxMs));
    }
    for (const message of this.#unacknowledged.slice(0, window)) {
      if (!isRetransmission && message.seq <= this.#lastSent) continue;
      if (!canSend(message)) break;
      this.#lastSent = Math.max(this.#lastSent, message.seq);
      send(message, isRetransmission);
    }
  }

  /** Drops everything; nothing is sent any more. */
  close(): void {
    this.#unacknowledged = [];
    this.#retransmitTimer.stop();
  }
}
