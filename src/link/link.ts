import type { Clock } from '../internal/clock.js';
import type { JsonValue } from '../internal/json-value.js';
import { ENVELOPE_VERSION, envelopeLength, MAX_ENVELOPE_BYTES, type Envelope } from './envelope.js';
import { InboundSequence } from './inbound-sequence.js';
import { LinkError } from './link-error.js';
import type { LinkPath } from './link-path.js';
import type { LinkTiming } from './link-timing.js';

/** How many messages may be on their way at once. The receiver holds as many back until a gap closes. */
export const LINK_WINDOW = 64;

/** How many messages may wait for their acknowledgement; more are refused with `queue-full`. */
export const MAX_UNACKNOWLEDGED = 256;

export interface LinkOptions {
  readonly callId: string;
  readonly clock: Clock;
  readonly timing: LinkTiming;
  /** Takes the peer's messages: each once, in the order they were sent. It must not throw. */
  readonly deliver: (message: unknown) => void;
  /** Called once, when the link is closed and nothing of it is left. */
  readonly onClose?: () => void;
}

/**
 * The conversation of one call: whatever the paths do, each message arrives once and in order, or the link closes.
 *
 * A message is numbered, kept, and sent again until the peer acknowledges it. That happens on the best open path
 * first (`direct` before `relay`) and on all open paths once an acknowledgement stays out.
 */
export class Link {
  readonly callId: string;
  readonly #clock: Clock;
  readonly #timing: LinkTiming;
  readonly #onClose: (() => void) | undefined;
  readonly #inbound: InboundSequence;
  readonly #paths: LinkPath[] = [];
  #phase: 'open' | 'finishing' | 'closed' = 'open';
  #relayMessagesSent = 0;
  #relayMessagesReceived = 0;
  #lastSeq = 0;
  #unacknowledged: { readonly seq: number; readonly payload?: string }[] = [];
  #notice: string | undefined;
  #lastWord: string | undefined;
  #retransmitDelayMs: number;
  #retransmitTimer: unknown = null;
  #ackTimer: unknown = null;
  #farewellTimer: unknown = null;

  constructor(options: LinkOptions) {
    this.callId = options.callId;
    this.#clock = options.clock;
    this.#timing = options.timing;
    this.#onClose = options.onClose;
    this.#retransmitDelayMs = options.timing.retransmitMs;
    this.#inbound = new InboundSequence(LINK_WINDOW, (payload) => {
      if (this.#phase === 'open') options.deliver(payload);
    });
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

  /** Whether only the acknowledgement of the last word is still waited for. */
  get isFinishing(): boolean {
    return this.#phase === 'finishing';
  }

  /** Whether an envelope is newer than all that came before it. */
  isNewest(envelope: Envelope): boolean {
    return envelope.seq !== undefined && envelope.seq > this.#inbound.highest;
  }

  addPath(path: LinkPath): void {
    this.#paths.push(path);
  }

  removePath(path: LinkPath): void {
    const index = this.#paths.indexOf(path);
    if (index >= 0) this.#paths.splice(index, 1);
  }

  /**
   * Sends a message that will arrive once and in order.
   *
   * @throws {LinkError} `closed`, `too-large`, `queue-full`
   */
  send(message: JsonValue): void {
    if (this.#phase !== 'open') {
      throw new LinkError('closed', 'The conversation is over; nothing more can be sent in it.');
    }
    this.#transmit(this.#enqueue(JSON.stringify(message)), this.#bestPath());
  }

  /**
   * Sends a message outside the sequence: not acknowledged itself, it rides on acknowledgements and is repeated
   * whenever the peer repeats itself. For a state that costs nothing to hear twice.
   */
  notify(message: JsonValue): void {
    this.#notice = JSON.stringify(message);
    this.#sendAcknowledgement();
  }

  /** Takes an envelope of this call from a path of the given kind. */
  receive(envelope: Envelope, via: LinkPath['kind']): void {
    if (this.#phase === 'closed') return;
    if (via === 'relay') this.#relayMessagesReceived += 1;
    this.#takeAcknowledgement(envelope.ack);
    if (this.isClosed) return;
    const { seq, payload } = envelope;
    if (seq === undefined) {
      if (payload !== undefined) this.#inbound.deliverNotice(payload);
      return;
    }
    const isRepeated = this.#inbound.has(seq);
    this.#inbound.accept(seq, payload);
    // Taking the message may have closed the link; the router then answers for it.
    if (this.isClosed) return;
    // A repetition means that our acknowledgement (and the notice on it) did not arrive.
    if (isRepeated) this.#sendAcknowledgement();
    else this.#scheduleAcknowledgement();
  }

  /** A path has opened: what waits goes out now instead of at the next retransmission. */
  pathOpened(path: LinkPath): void {
    if (this.#phase === 'closed' || !path.isOpen) return;
    if (path.kind === 'relay' && this.#unacknowledged.length > 0) this.#retransmit();
    else if (this.#ackTimer !== null) this.#sendAcknowledgement();
  }

  /** Our address changed: an empty message shows the peer the new one and is repeated until it has it. */
  announce(): void {
    if (this.#phase !== 'open' || !this.#hasBegun()) return;
    this.#transmit(this.#enqueue(undefined, Infinity), this.#openPaths());
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
    const payload = JSON.stringify(message);
    const lastWord = this.#enqueue(payload, Infinity);
    this.#lastWord = payload;
    this.#phase = 'finishing';
    this.#notice = undefined;
    this.#farewellTimer = this.#clock.setTimeout(() => this.close(), this.#timing.farewellMs);
    this.#transmit(lastWord, this.#openPaths());
  }

  /** Closes without a word, or after the peer's last one, which the router then acknowledges. */
  close(): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#unacknowledged = [];
    this.#clearTimers();
    this.#paths.length = 0;
    this.#onClose?.();
  }

  /** What the peer is to hear should it write again after the link has closed. */
  get epitaph(): Envelope {
    return this.#envelope(undefined, this.#lastWord);
  }

  #hasBegun(): boolean {
    return this.#lastSeq > 0 || this.#inbound.highest > 0;
  }

  #enqueue(payload: string | undefined, limit = MAX_UNACKNOWLEDGED): Envelope {
    if (this.#unacknowledged.length >= limit) {
      throw new LinkError(
        'queue-full',
        `${limit} messages wait for the peer already; wait until it is connected again.`,
      );
    }
    const envelope = this.#envelope(this.#lastSeq + 1, payload);
    const bytes = envelopeLength(envelope);
    if (bytes > MAX_ENVELOPE_BYTES) {
      throw new LinkError(
        'too-large',
        `The message takes ${bytes} bytes, but at most ${MAX_ENVELOPE_BYTES} fit; split it.`,
      );
    }
    this.#lastSeq += 1;
    this.#unacknowledged.push(envelope as { seq: number; payload?: string });
    return envelope;
  }

  #transmit(envelope: Envelope, paths: readonly LinkPath[]): void {
    const isInWindow =
      envelope.seq === undefined ||
      envelope.seq < (this.#unacknowledged[0]?.seq ?? 0) + LINK_WINDOW;
    if (isInWindow && paths.length > 0) {
      this.#cancelAcknowledgement();
      for (const path of paths) {
        if (path.kind === 'relay') this.#relayMessagesSent += 1;
        path.send(envelope);
      }
    }
    if (envelope.seq !== undefined && this.#retransmitTimer === null) this.#armRetransmit();
  }

  #retransmit(): void {
    for (const { seq, payload } of this.#unacknowledged.slice(0, LINK_WINDOW)) {
      this.#transmit(this.#envelope(seq, payload), this.#openPaths());
    }
  }

  #armRetransmit(): void {
    this.#retransmitTimer = this.#clock.setTimeout(() => {
      this.#retransmitTimer = null;
      this.#retransmitDelayMs = Math.min(
        this.#retransmitDelayMs * this.#timing.retransmitFactor,
        this.#timing.retransmitMaxMs,
      );
      this.#armRetransmit();
      this.#retransmit();
    }, this.#retransmitDelayMs);
  }

  #takeAcknowledgement(ack: number): void {
    const before = this.#unacknowledged.length;
    this.#unacknowledged = this.#unacknowledged.filter(({ seq }) => seq > ack);
    if (this.#unacknowledged.length === before) return;
    this.#retransmitDelayMs = this.#timing.retransmitMs;
    if (this.#retransmitTimer !== null) this.#clock.clearTimeout(this.#retransmitTimer);
    this.#retransmitTimer = null;
    if (this.#unacknowledged.length > 0) this.#armRetransmit();
    else if (this.#phase === 'finishing') this.close();
  }

  #scheduleAcknowledgement(): void {
    this.#ackTimer ??= this.#clock.setTimeout(
      () => this.#sendAcknowledgement(),
      this.#timing.ackDelayMs,
    );
  }

  #sendAcknowledgement(): void {
    this.#cancelAcknowledgement();
    this.#transmit(this.#envelope(undefined, this.#notice), this.#bestPath());
  }

  #cancelAcknowledgement(): void {
    if (this.#ackTimer !== null) this.#clock.clearTimeout(this.#ackTimer);
    this.#ackTimer = null;
  }

  #openPaths(): LinkPath[] {
    return this.#paths.filter((path) => path.isOpen);
  }

  #bestPath(): LinkPath[] {
    const open = this.#openPaths();
    const direct = open.filter((path) => path.kind === 'direct');
    return (direct.length > 0 ? direct : open).slice(0, 1);
  }

  #envelope(seq: number | undefined, payload: string | undefined): Envelope {
    return {
      v: ENVELOPE_VERSION,
      callId: this.callId,
      ...(seq === undefined ? {} : { seq }),
      ack: this.#inbound.last,
      ...(payload === undefined ? {} : { payload }),
    };
  }

  #clearTimers(): void {
    this.#cancelAcknowledgement();
    for (const timer of [this.#retransmitTimer, this.#farewellTimer]) {
      if (timer !== null) this.#clock.clearTimeout(timer);
    }
    this.#retransmitTimer = null;
    this.#farewellTimer = null;
  }
}
