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
  /** The peer has a new address, and says so over the data channel, where no relay stamps the sender. */
  readonly onAddress?: (address: string) => void;
  /** Called once, when the link is closed and nothing of it is left. */
  readonly onClose?: () => void;
}

/** What is kept until the peer has acknowledged it: an envelope without its acknowledgement, which may change. */
interface Numbered {
  readonly seq: number;
  readonly payload?: string;
  readonly address?: string;
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
  readonly #onAddress: ((address: string) => void) | undefined;
  readonly #onClose: (() => void) | undefined;
  readonly #inbound: InboundSequence;
  readonly #paths: LinkPath[] = [];
  #phase: 'open' | 'finishing' | 'closed' = 'open';
  #relayMessagesSent = 0;
  #relayMessagesReceived = 0;
  #addressSeq = 0;
  #lastSeq = 0;
  #lastSent = 0;
  #unacknowledged: Numbered[] = [];
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
    this.#onAddress = options.onAddress;
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

  /** Whether an envelope of the relay is newer than what the peer's present address is known from. */
  isNewest(envelope: Envelope): boolean {
    return envelope.seq !== undefined && envelope.seq > this.#addressSeq;
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
    this.#enqueue({ payload: JSON.stringify(message) });
    this.#flush();
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
    this.#takeAddress(envelope, via);
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

  /** A path has opened, or takes more again: what waits goes out now instead of at the next retransmission. */
  pathOpened(path: LinkPath): void {
    if (this.#phase === 'closed' || !path.isOpen) return;
    if (path.kind === 'relay' && this.#unacknowledged.length > 0) this.#retransmit();
    else this.#flush();
    if (this.#ackTimer !== null) this.#sendAcknowledgement();
  }

  /**
   * Our address changed: a message without content tells the peer, and is repeated until it has come. Over the relay
   * it shows the address by itself, but the peer's own may have changed too; the data channel finds it all the same.
   */
  announce(address: string): void {
    if (this.#phase !== 'open' || !this.#hasBegun()) return;
    this.#enqueue({ address }, Infinity);
    this.#flush();
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
    this.#enqueue({ payload }, Infinity);
    this.#lastWord = payload;
    this.#phase = 'finishing';
    this.#notice = undefined;
    this.#farewellTimer = this.#clock.setTimeout(() => this.close(), this.#timing.farewellMs);
    this.#flush();
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
    return this.#envelope(this.#lastWord === undefined ? {} : { payload: this.#lastWord });
  }

  #hasBegun(): boolean {
    return this.#lastSeq > 0 || this.#inbound.highest > 0;
  }

  #enqueue(content: Omit<Numbered, 'seq'>, limit = MAX_UNACKNOWLEDGED): void {
    if (this.#unacknowledged.length >= limit) {
      throw new LinkError(
        'queue-full',
        `${limit} messages wait for the peer already; wait until it is connected again.`,
      );
    }
    const numbered = { seq: this.#lastSeq + 1, ...content };
    const bytes = envelopeLength(this.#envelope(numbered));
    if (bytes > MAX_ENVELOPE_BYTES) {
      throw new LinkError(
        'too-large',
        `The message takes ${bytes} bytes, but at most ${MAX_ENVELOPE_BYTES} fit; split it.`,
      );
    }
    this.#lastSeq += 1;
    this.#unacknowledged.push(numbered);
  }

  /** Sends what has not been sent yet, as far as the window and the path have room. */
  #flush(): void {
    for (const numbered of this.#unacknowledged.slice(0, LINK_WINDOW)) {
      if (numbered.seq <= this.#lastSent) continue;
      const isForAll = this.#phase === 'finishing' || numbered.address !== undefined;
      const paths = isForAll ? this.#openPaths() : this.#bestPath();
      if (paths.length === 0 || (!isForAll && paths[0]?.isFull === true)) break;
      this.#lastSent = numbered.seq;
      this.#transmit(this.#envelope(numbered), paths);
    }
    if (this.#unacknowledged.length > 0 && this.#retransmitTimer === null) this.#armRetransmit();
  }

  #transmit(envelope: Envelope, paths: readonly LinkPath[]): void {
    if (paths.length === 0) return;
    this.#cancelAcknowledgement();
    for (const path of paths) {
      if (path.kind === 'relay') this.#relayMessagesSent += 1;
      path.send(envelope);
    }
  }

  #retransmit(): void {
    const paths = this.#openPaths();
    // A full path is slow, which is no reason to send all of it by relay as well.
    if (paths.length === 0 || this.#bestPath()[0]?.isFull === true) return;
    for (const numbered of this.#unacknowledged.slice(0, LINK_WINDOW)) {
      this.#lastSent = Math.max(this.#lastSent, numbered.seq);
      this.#transmit(this.#envelope(numbered), paths);
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
    const before = this.#unacknowledged;
    this.#unacknowledged = before.filter(({ seq }) => seq > ack);
    if (this.#unacknowledged.length === before.length) return;
    this.#retransmitDelayMs = this.#timing.retransmitMs;
    if (this.#retransmitTimer !== null) this.#clock.clearTimeout(this.#retransmitTimer);
    this.#retransmitTimer = null;
    if (this.#unacknowledged.length > 0) {
      this.#armRetransmit();
      this.#flush();
    } else if (this.#phase === 'finishing') this.close();
  }

  #takeAddress(envelope: Envelope, via: LinkPath['kind']): void {
    if (!this.isNewest(envelope)) return;
    if (via === 'direct' && envelope.address === undefined) return;
    this.#addressSeq = envelope.seq ?? 0;
    if (via === 'direct' && envelope.address !== undefined) this.#onAddress?.(envelope.address);
  }

  #scheduleAcknowledgement(): void {
    this.#ackTimer ??= this.#clock.setTimeout(
      () => this.#sendAcknowledgement(),
      this.#timing.ackDelayMs,
    );
  }

  #sendAcknowledgement(): void {
    this.#cancelAcknowledgement();
    const notice = this.#notice === undefined ? {} : { payload: this.#notice };
    this.#transmit(this.#envelope(notice), this.#bestPath());
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

  #envelope(content: Partial<Numbered>): Envelope {
    return { v: ENVELOPE_VERSION, callId: this.callId, ...content, ack: this.#inbound.last };
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
