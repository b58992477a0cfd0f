import type { Clock } from '../internal/clock.js';
import type { JsonValue } from '../internal/json-value.js';
import { Timer } from '../internal/timer.js';
import {
  ENVELOPE_VERSION,
  envelopeLength,
  MAX_ENVELOPE_BYTES,
  type Envelope,
  type EnvelopeContent,
} from './envelope.js';
import { InboundSequence, LINK_WINDOW } from './inbound-sequence.js';
import { LinkError } from './link-error.js';
import type { LinkPath } from './link-path.js';
import type { LinkTiming } from './link-timing.js';

/** How many messages may wait for their acknowledgement; more are refused with `queue-full`. */
export const MAX_UNACKNOWLEDGED = 256;

/** Where a conversation stands: enough to go on with it on another page. */
export interface LinkProgress {
  /** The last own message, and those that the peer has not acknowledged. */
  readonly lastSeq: number;
  readonly unacknowledged: readonly Numbered[];
  /** The last message of the peer that was delivered, and the one that told where the peer is. */
  readonly lastReceived: number;
  readonly addressSeq: number;
}

/** With the default timing, after about 8 s. */
const MANY_REPETITIONS = 4;

export interface LinkOptions {
  readonly callId: string;
  /** Set for a conversation that goes on. */
  readonly progress?: LinkProgress | undefined;
  readonly clock: Clock;
  readonly timing: LinkTiming;
  /** Takes the peer's messages: each once, in the order they were sent. It must not throw. */
  readonly deliver: (message: unknown) => void;
  /** The peer has a new address. */
  readonly onAddress: (address: string) => void;
  /** Called once, when the link is closed and nothing of it is left. */
  readonly onClose: () => void;
}

/** What is kept until the peer has acknowledged it: an envelope without its acknowledgement, which may change. */
interface Numbered extends EnvelopeContent {
  readonly seq: number;
}

/**
 * The conversation of one call: whatever the paths do, each message arrives once and in order, or the link closes.
 *
 * A message is numbered, kept, and sent again until the peer acknowledges it. That happens on the best open path
 * first and on all open paths once an acknowledgement stays out.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #inbound: InboundSequence;
  readonly #retransmitTimer: Timer;
  readonly #ackTimer: Timer;
  readonly #farewellTimer: Timer;
  /** The best first. */
  readonly #paths: LinkPath[] = [];
  #phase: 'open' | 'finishing' | 'closed' = 'open';
  #relayMessagesSent = 0;
  #relayMessagesReceived = 0;
  /** The number of the message that told where the peer is. */
  #addressSeq = 0;
  #lastSeq = 0;
  #lastSent = 0;
  #unacknowledged: Numbered[] = [];
  /** How often the oldest of them has been repeated. */
  #repetitions = 0;
  /** What acknowledgements say besides. */
  #notice: EnvelopeContent = {};
  #tombstone: EnvelopeContent = {};

  constructor(options: LinkOptions) {
    const { clock } = options;
    this.#options = options;
    this.#retransmitTimer = new Timer(clock, () => {
      this.#repetitions += 1;
      // Where nothing gets through, or the peer's scripts stand still, one message is enough to learn when that is over.
      this.#flush(true, this.isPeerSilent ? 1 : LINK_WINDOW);
    });
    this.#ackTimer = new Timer(clock, () => this.#acknowledge());
    this.#farewellTimer = new Timer(clock, () => this.close());
    this.#inbound = new InboundSequence((message) => {
      if (this.#phase === 'open') options.deliver(message);
    }, options.progress?.lastReceived);
    if (options.progress) {
      const { lastSeq, unacknowledged, addressSeq } = options.progress;
      this.#lastSeq = this.#lastSent = lastSeq;
      this.#unacknowledged = [...unacknowledged];
      this.#addressSeq = addressSeq;
    }
  }

  /** How many envelopes went over the relay, acknowledgements and repetitions among them. */
  get relayMessagesSent(): number {
    return this.#relayMessagesSent;
  }

  get relayMessagesReceived(): number {
    return this.#relayMessagesReceived;
  }

  /** Messages that the peer has not acknowledged yet. */
  get unacknowledgedCount(): number {
    return this.#unacknowledged.length;
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  /** Whether nothing has been acknowledged for many repetitions. */
  get isPeerSilent(): boolean {
    return this.#repetitions >= MANY_REPETITIONS;
  }

  get progress(): LinkProgress {
    return {
      lastSeq: this.#lastSeq,
      unacknowledged: this.#unacknowledged,
      lastReceived: this.#inbound.last,
      addressSeq: this.#addressSeq,
    };
  }

  /** Whether only the acknowledgement of the last word is still waited for. */
  get isFinishing(): boolean {
    return this.#phase === 'finishing';
  }

  /** What the peer is to hear should it write again after the link has closed: the last word, if there was one. */
  get tombstone(): EnvelopeContent {
    return this.#tombstone;
  }

  /** A path that is of no use any more. */
  removePath(path: LinkPath): void {
    const index = this.#paths.indexOf(path);
    if (index >= 0) this.#paths.splice(index, 1);
  }

  /** A path that is added later is a better one: the relay is there first, then comes the data channel. */
  addPath(path: LinkPath): void {
    this.#paths.unshift(path);
  }

  /**
   * Sends a message that will arrive once and in order.
   *
   * @param limit how many messages may wait for the peer already
   * @throws {LinkError} `closed`, `too-large`, `queue-full`
   */
  send(message: JsonValue, limit = MAX_UNACKNOWLEDGED): void {
    if (this.#phase !== 'open') throw new LinkError('closed', 'The conversation is over.');
    if (this.#unacknowledged.length >= limit) {
      throw new LinkError(
        'queue-full',
        `${limit} messages wait for the peer already: send the rest later.`,
      );
    }
    this.#enqueue({ payload: JSON.stringify(message) });
  }

  /**
   * Sends a message outside the sequence: not acknowledged itself, it rides on acknowledgements and is repeated
   * whenever the peer repeats itself. For a state that costs nothing to hear twice.
   */
  notify(message: JsonValue): void {
    this.#notice = { payload: JSON.stringify(message) };
    this.#acknowledge();
  }

  /**
   * Takes an envelope that came on a path of the given kind and is known to be the peer's.
   */
  receive(envelope: Envelope, via: LinkPath['kind']): void {
    if (this.isClosed) return;
    const { seq, ack, payload, address, final, mac } = envelope;
    if (via === 'relay') this.#relayMessagesReceived += 1;
    this.#takeAcknowledgement(ack);
    // Over the relay, what is not authenticated comes from where the peer is known to be.
    if (address !== undefined && (mac ?? via) !== 'relay') this.#takeAddress(address, seq);
    // A last word counts at once: who said it may be gone, and send nothing again of what is missing before it.
    if (seq === undefined || final) {
      this.#inbound.deliver(payload);
      // Both have said it: nobody has to wait for the other.
      if (final && this.isFinishing) this.close();
      return;
    }
    const isNew = this.#inbound.accept(seq, payload);
    // Taking it may have closed the link; the router then answers for it.
    if (this.isClosed) return;
    // A repetition means that our acknowledgement (and the notice on it) did not arrive.
    if (!isNew) this.#acknowledge();
    else if (!this.#ackTimer.isRunning) this.#ackTimer.start(this.#options.timing.ackDelayMs);
  }

  /** A path has opened, or takes more again: what waits goes out now instead of at the next retransmission. */
  pathOpened(path: LinkPath): void {
    if (!path.isOpen) return;
    // What went over the relay before may have been lost with its connection.
    this.#flush(path.kind === 'relay');
    if (this.#ackTimer.isRunning) this.#acknowledge();
  }

  /**
   * Our address changed: a message without content tells the peer, and is repeated until it has come. Over the relay
   * it shows the address by itself, but the peer's own may have changed too; the data channel finds it all the same.
   */
  announce(address: string): void {
    if (this.#phase === 'open' && this.#hasBegun()) this.#enqueue({ address });
  }

  /**
   * Says the last word, on all paths, and closes as soon as the peer has acknowledged it, at the latest after
   * `farewellMs`. Nothing is delivered from now on.
   */
  finish(message: JsonValue): void {
    if (this.#phase !== 'open') return;
    if (!this.#hasBegun()) {
      // The peer knows of no conversation that could end.
      this.close();
      return;
    }
    this.#phase = 'finishing';
    this.#notice = {};
    this.#tombstone = { payload: JSON.stringify(message), final: true };
    this.#farewellTimer.start(this.#options.timing.farewellMs);
    this.#enqueue(this.#tombstone);
  }

  /** Closes without a word, or after the peer's last one, which the router then acknowledges. */
  close(): void {
    if (this.isClosed) return;
    this.#phase = 'closed';
    this.#unacknowledged = [];
    this.#paths.length = 0;
    this.#retransmitTimer.stop();
    this.#ackTimer.stop();
    this.#farewellTimer.stop();
    this.#options.onClose();
  }

  #hasBegun(): boolean {
    return this.#lastSeq > 0 || this.#inbound.hasBegun;
  }

  #enqueue(content: EnvelopeContent): void {
    const numbered = { seq: this.#lastSeq + 1, ...content };
    const bytes = envelopeLength(this.#envelope(numbered));
    if (bytes > MAX_ENVELOPE_BYTES) {
      throw new LinkError(
        'too-large',
        `The message takes ${bytes} bytes, of at most ${MAX_ENVELOPE_BYTES}: send it in parts.`,
      );
    }
    this.#lastSeq += 1;
    this.#unacknowledged.push(numbered);
    this.#flush();
  }

  /** Sends, as far as the window and the paths have room, what has not been sent yet, or everything once more. */
  #flush(isRepetition = false, window = LINK_WINDOW): void {
    if (this.#unacknowledged.length > 0 && !this.#retransmitTimer.isRunning) {
      const { retransmitMs, retransmitFactor, retransmitMaxMs } = this.#options.timing;
      const delayMs = retransmitMs * retransmitFactor ** this.#repetitions;
      this.#retransmitTimer.start(Math.min(delayMs, retransmitMaxMs));
    }
    for (const numbered of this.#unacknowledged.slice(0, window)) {
      if (!isRepetition && numbered.seq <= this.#lastSent) continue;
      const [best] = this.#openPaths();
      const isUrgent = this.isFinishing || numbered.address !== undefined;
      // A full path is slow, which is no reason to send all of it by relay as well.
      if (best === undefined || (best.isFull && !isUrgent)) break;
      this.#lastSent = Math.max(this.#lastSent, numbered.seq);
      this.#transmit(numbered, isRepetition || isUrgent);
    }
  }

  /** Only a newer message is news: one that comes late comes from an old address. */
  #takeAddress(address: string, seq = 0): void {
    if (seq <= this.#addressSeq) return;
    this.#addressSeq = seq;
    this.#options.onAddress(address);
  }

  #takeAcknowledgement(ack: number): void {
    const before = this.#unacknowledged;
    this.#unacknowledged = before.filter(({ seq }) => seq > ack);
    if (this.#unacknowledged.length === before.length) return;
    this.#repetitions = 0;
    this.#retransmitTimer.stop();
    if (this.#unacknowledged.length > 0) this.#flush();
    else if (this.isFinishing) this.close();
  }

  /** Shows itself on a path that may lead to somebody else: nothing is acknowledged there. */
  introduceOn(path: LinkPath): void {
    path.send({ ...this.#envelope(this.#notice), ack: 0 });
  }

  #acknowledge(): void {
    this.#transmit(this.#notice);
  }

  /** Sends on the best open path, or on all. */
  #transmit(content: Partial<Numbered>, onAll = false): void {
    // Every envelope carries the acknowledgement.
    this.#ackTimer.stop();
    const paths = this.#openPaths();
    for (const path of onAll ? paths : paths.slice(0, 1)) {
      if (path.kind === 'relay') this.#relayMessagesSent += 1;
      path.send(this.#envelope(content));
    }
  }

  /** The last word is tried where the network seems cut, too: if anything gets through, it is to be that first. */
  #openPaths(): LinkPath[] {
    return this.#paths.filter(
      ({ isOpen, kind }) => isOpen || (this.isFinishing && kind === 'direct'),
    );
  }

  #envelope(content: Partial<Numbered>): Envelope {
    const { callId } = this.#options;
    return { v: ENVELOPE_VERSION, callId, ...content, ack: this.#inbound.last };
  }
}
