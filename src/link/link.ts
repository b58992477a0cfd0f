import type { Clock } from '../internal/clock.js';
import type { JsonValue } from '../internal/json-value.js';
import { Timer } from '../internal/timer.js';
import { ENVELOPE_VERSION, type Envelope, type EnvelopeContent } from './envelope.js';
import { InboundSequence } from './inbound-sequence.js';
import { LinkError } from './link-error.js';
import type { LinkPath } from './link-path.js';
import type { LinkTiming } from './link-timing.js';
import {
  OutboundSequence,
  type OutboundMessage,
  type OutboundProgress,
} from './outbound-sequence.js';

/** How many messages may wait for their acknowledgement; more are refused with `queue-full`. */
export const MAX_UNACKNOWLEDGED = 256;

/** Where a conversation stands: enough to go on with it on another page. */
export interface LinkProgress extends OutboundProgress {
  /** The number of the last message of the peer that was delivered. */
  readonly lastReceived: number;
  /** The number of the peer's message from which its present address is known. */
  readonly addressSeq: number;
}

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

/**
 * The conversation of one call: whatever the paths do, each message arrives once and in order, or the link closes.
 *
 * Messages go out on the best open path. Retransmissions go out on all open paths.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #inbound: InboundSequence;
  readonly #outbound: OutboundSequence;
  readonly #ackTimer: Timer;
  readonly #farewellTimer: Timer;
  /** The best first. */
  readonly #paths: LinkPath[] = [];
  #phase: 'open' | 'finishing' | 'closed' = 'open';
  #relayMessagesSent = 0;
  #relayMessagesReceived = 0;
  #addressSeq: number;
  /** What every bare acknowledgement carries. */
  #notice: EnvelopeContent = {};
  #tombstone: EnvelopeContent = {};

  constructor(options: LinkOptions) {
    const { clock, progress } = options;
    this.#options = options;
    this.#ackTimer = new Timer(clock, () => this.#acknowledge());
    this.#farewellTimer = new Timer(clock, () => this.close());
    this.#addressSeq = progress?.addressSeq ?? 0;
    this.#inbound = new InboundSequence((message) => {
      if (this.#phase === 'open') options.deliver(message);
    }, progress?.lastReceived);
    this.#outbound = new OutboundSequence({
      ...options,
      toEnvelope: (message) => this.#envelope(message),
      canSend: (message) => this.#canSend(message),
      send: (message, isRetransmission) =>
        this.#transmit(message, isRetransmission || this.#isUrgent(message)),
    });
  }

  /** How many envelopes went over the relay, acknowledgements and retransmissions among them. */
  get relayMessagesSent(): number {
    return this.#relayMessagesSent;
  }

  get relayMessagesReceived(): number {
    return this.#relayMessagesReceived;
  }

  /** How many messages the peer has not acknowledged yet. */
  get unacknowledgedCount(): number {
    return this.#outbound.progress.unacknowledged.length;
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  /** Whether nothing has been acknowledged for many retransmissions. */
  get isPeerSilent(): boolean {
    return this.#outbound.isPeerSilent;
  }

  get progress(): LinkProgress {
    const lastReceived = this.#inbound.last;
    return { ...this.#outbound.progress, lastReceived, addressSeq: this.#addressSeq };
  }

  /** Whether the link only waits for the acknowledgement of its final message. */
  get isFinishing(): boolean {
    return this.#phase === 'finishing';
  }

  /** What the peer is answered if it writes again after the link has closed: the final message, if there was one. */
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
   * @param limit how many messages may wait for their acknowledgement already
   * @throws {LinkError} `closed`, `too-large`, `queue-full`
   */
  send(message: JsonValue, limit = MAX_UNACKNOWLEDGED): void {
    if (this.#phase !== 'open') throw new LinkError('closed', 'The conversation is over.');
    this.#outbound.add({ payload: JSON.stringify(message) }, limit);
  }

  /**
   * Sends a message outside the sequence. It is not acknowledged; instead it goes with every bare acknowledgement from
   * now on, and so once more whenever the peer retransmits. For a state that does no harm when heard twice.
   */
  notify(message: JsonValue): void {
    this.#notice = { payload: JSON.stringify(message) };
    this.#acknowledge();
  }

  /** Takes an envelope that came on a path of the given kind and is known to be the peer's. */
  receive(envelope: Envelope, via: LinkPath['kind']): void {
    if (this.isClosed) return;
    const { seq, ack, payload, address, final, mac } = envelope;
    if (via === 'relay') this.#relayMessagesReceived += 1;
    if (this.#outbound.acknowledge(ack) && this.isFinishing) this.close();
    // Without a MAC, an envelope from the relay is believed only because it comes from the address known already.
    if (address !== undefined && (mac ?? via) !== 'relay') this.#takeAddress(address, seq);
    // A final message counts at once: its sender may be gone, and not send again what is missing before it.
    if (seq === undefined || final) {
      this.#inbound.deliver(payload);
      // Both sides have sent theirs: neither has to wait for the other.
      if (final && this.isFinishing) this.close();
      return;
    }
    const isNew = this.#inbound.accept(seq, payload);
    // Delivering it may have closed the link; then the router acknowledges it.
    if (this.isClosed) return;
    // A retransmission means that our acknowledgement (and the notice on it) did not arrive.
    if (!isNew) this.#acknowledge();
    else if (!this.#ackTimer.isRunning) this.#ackTimer.start(this.#options.timing.ackDelayMs);
  }

  /** A path has opened, or has room again: what waits goes out now instead of at the next retransmission. */
  pathOpened(path: LinkPath): void {
    if (!path.isOpen) return;
    // What went over the relay before may have been lost with its connection.
    this.#outbound.flush(path.kind === 'relay');
    if (this.#ackTimer.isRunning) this.#acknowledge();
  }

  /**
   * Tells the peer our new address, in a message without payload. Over the relay every envelope shows our address by
   * itself; but if the peer's address has changed too, only the data channel reaches it.
   */
  announce(address: string): void {
    if (this.#phase === 'open' && this.#hasBegun()) this.#outbound.add({ address });
  }

  /**
   * Sends the final message, on all paths, and closes when the peer has acknowledged it, or after `farewellMs`. Nothing
   * is delivered from now on.
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
    this.#outbound.add(this.#tombstone);
  }

  /** Closes without a final message, or after the peer's, which the router then acknowledges. */
  close(): void {
    if (this.isClosed) return;
    this.#phase = 'closed';
    this.#paths.length = 0;
    this.#outbound.close();
    this.#ackTimer.stop();
    this.#farewellTimer.stop();
    this.#options.onClose();
  }

  /**
   * Sends an envelope on a path that may lead to somebody else than the peer, so that whoever is there can prove to be
   * the peer. It acknowledges nothing.
   */
  challenge(path: LinkPath): void {
    path.send({ ...this.#envelope(this.#notice), ack: 0 });
  }

  #hasBegun(): boolean {
    return this.#outbound.progress.lastSeq > 0 || this.#inbound.hasBegun;
  }

  /** Takes the address from newer messages only: an older one, which comes late, has an old address in it. */
  #takeAddress(address: string, seq = 0): void {
    if (seq <= this.#addressSeq) return;
    this.#addressSeq = seq;
    this.#options.onAddress(address);
  }

  #canSend(message: OutboundMessage): boolean {
    const [best] = this.#openPaths();
    // A full path is slow; that is no reason to send all of it over the relay as well.
    return best !== undefined && (!best.isFull || this.#isUrgent(message));
  }

  #isUrgent({ address }: OutboundMessage): boolean {
    return this.isFinishing || address !== undefined;
  }

  #acknowledge(): void {
    this.#transmit(this.#notice);
  }

  /** Sends on the best open path, or on all. */
  #transmit(content: Partial<OutboundMessage>, onAll = false): void {
    // Every envelope carries the acknowledgement.
    this.#ackTimer.stop();
    const paths = this.#openPaths();
    for (const path of onAll ? paths : paths.slice(0, 1)) {
      if (path.kind === 'relay') this.#relayMessagesSent += 1;
      path.send(this.#envelope(content));
    }
  }

  /** A final message is also tried on a data channel that seems cut: it should arrive before the close does. */
  #openPaths(): LinkPath[] {
    return this.#paths.filter(
      ({ isOpen, kind }) => isOpen || (this.isFinishing && kind === 'direct'),
    );
  }

  #envelope(content: Partial<OutboundMessage>): Envelope {
    const { callId } = this.#options;
    return { v: ENVELOPE_VERSION, callId, ...content, ack: this.#inbound.last };
  }
}
