import type { JsonValue } from '../internal/json-value.js';
import { Timer } from '../internal/timer.js';
import type { EnvelopeSeal } from './envelope-seal.js';
import { ENVELOPE_VERSION, type Envelope, type EnvelopeContent } from './envelope.js';
import { InboundSequence } from './inbound-sequence.js';
import { LinkError } from './link-error.js';
import { LinkNotices } from './link-notices.js';
import type { LinkOptions, LinkProgress } from './link-options.js';
import type { LinkPath } from './link-path.js';
import { OutboundSequence, type OutboundMessage } from './outbound-sequence.js';

/** How many messages may wait for their acknowledgement; more are refused with `queue-full`. */
export const MAX_UNACKNOWLEDGED = 256;

/** What a call has cost the relay so far. */
export interface RelayTraffic {
  sent: number;
  received: number;
}

/**
 * The conversation of one call: whatever the paths do, each message arrives once and in order, or the link closes.
 *
 * Messages go out on the best open path. Retransmissions go out on all open paths.
 */
export class Link {
  /** How many envelopes went over the relay, acknowledgements and retransmissions among them; also after the end. */
  readonly relayTraffic: RelayTraffic = { sent: 0, received: 0 };
  readonly #options: LinkOptions;
  readonly #inbound: InboundSequence;
  readonly #outbound: OutboundSequence;
  readonly #ackTimer: Timer;
  readonly #farewellTimer: Timer;
  /** The best first. */
  readonly #paths: LinkPath[] = [];
  #phase: 'open' | 'finishing' | 'closed' = 'open';
  #messagesRejected = 0;
  #addressSeq: number;
  /** The number of the peer's message in which it has claimed an address over the data channel. */
  #claimSeq = 0;
  readonly #notices: LinkNotices;
  #tombstone: EnvelopeContent = {};

  constructor(options: LinkOptions) {
    const { clock, progress } = options;
    this.#options = options;
    this.#ackTimer = new Timer(clock, () => this.#acknowledge());
    this.#farewellTimer = new Timer(clock, () => this.close());
    this.#addressSeq = progress?.addressSeq ?? 0;
    this.#notices = new LinkNotices(progress);
    this.#inbound = new InboundSequence((message, isFinal) => {
      if (this.#phase === 'open') options.deliver(message, isFinal);
    }, progress?.lastReceived);
    this.#outbound = new OutboundSequence({
      ...options,
      toEnvelope: (message) => this.#envelope(message),
      canSend: (message) => this.#canSend(message),
      send: (message, isRetransmission) =>
        this.#transmit(message, isRetransmission || this.#isUrgent(message)),
    });
  }

  get seal(): EnvelopeSeal {
    return this.#options.seal;
  }

  /** How many envelopes for this call were not the peer's, or copies from elsewhere. */
  get messagesRejected(): number {
    return this.#messagesRejected;
  }

  /** Counts an envelope that somebody else has sent. */
  reject(): void {
    this.#messagesRejected += 1;
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
    return {
      ...this.#outbound.progress,
      lastReceived,
      ...this.#notices.progress,
      addressSeq: this.#addressSeq,
    };
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
   * now on, and so once more whenever the peer retransmits. The peer hears it once.
   */
  notify(message: JsonValue): void {
    this.#notices.set(message);
    this.#acknowledge();
  }

  /** Seals a notice in advance, for `sendFarewell()`. */
  prepareFarewell(message: JsonValue): Promise<void> {
    return this.#notices.prepare(message, (content) =>
      this.seal.seal({ ...this.#envelope(content), ack: 0 }),
    );
  }

  /**
   * Sends the prepared notice over the call's own connection, at once: a page that is being left has no time to seal one,
   * because WebCrypto is asynchronous.
   */
  sendFarewell(): void {
    const farewell = this.#notices.prepared;
    if (farewell === null) return;
    for (const path of this.#openPaths()) if (path.kind === 'direct') path.send(farewell);
  }

  /** Takes an envelope that came on a path of the given kind and is known to be the peer's. */
  receive(envelope: Envelope, via: LinkPath['kind']): void {
    if (this.isClosed) return;
    const { seq, ack, payload, address, final, mac, probe } = envelope;
    if (via === 'relay') this.relayTraffic.received += 1;
    // A final message counts at once: its sender may be gone, and not send again what is missing before it. Nothing but
    // its text is taken: what it was sealed with covers no number.
    if (final) {
      this.#inbound.deliver(payload, true);
      // Both sides have sent theirs: neither has to wait for the other.
      if (this.isFinishing) this.close();
      return;
    }
    if (this.#outbound.acknowledge(ack) && this.isFinishing) this.close();
    // Without a MAC, an envelope is believed only because it comes from the address known already.
    if (address !== undefined && mac !== undefined) {
      this.#takeAddress(address, via === 'relay', seq);
      if (probe !== undefined && via === 'relay') this.#options.onProbe(address, probe);
    }
    if (seq === undefined) {
      if (this.#notices.isNew(envelope)) this.#inbound.deliver(payload);
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
   *
   * @param isLeaving the page goes: there is no time to wait for what was sent before it
   * @returns when everything is on its way, what was sent before it, too; `null` if it is
   */
  finish(message: JsonValue, isLeaving = false): Promise<void> | null {
    if (this.#phase !== 'open') return null;
    if (!this.#hasBegun()) {
      // The peer knows of no conversation that could end.
      this.close();
      return null;
    }
    this.#phase = 'finishing';
    this.#notices.clear();
    this.#tombstone = { payload: JSON.stringify(message), final: true };
    this.#farewellTimer.start(this.#options.timing.farewellMs);
    // A final message needs no WebCrypto, and would overtake what is still being sealed.
    const pending = this.#paths.flatMap(({ pending: sealing }) => sealing ?? []);
    if (isLeaving || pending.length === 0) {
      this.#outbound.add(this.#tombstone);
      return null;
    }
    return Promise.all(pending).then(() => {
      if (!this.isClosed) this.#outbound.add(this.#tombstone);
    });
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
  challenge(path: LinkPath, content: EnvelopeContent = this.#notices.present): void {
    if (this.isClosed) return;
    this.relayTraffic.sent += 1;
    path.send({ ...this.#envelope(content), ack: 0 });
  }

  #hasBegun(): boolean {
    return this.#outbound.progress.lastSeq > 0 || this.#inbound.hasBegun;
  }

  /** Takes the address from newer messages only: an older one, which comes late, has an old address in it. */
  #takeAddress(address: string, isProved: boolean, seq = 0): void {
    if (seq <= this.#addressSeq || (!isProved && seq <= this.#claimSeq)) return;
    if (isProved) this.#addressSeq = seq;
    else this.#claimSeq = seq;
    this.#options.onAddress(address, isProved);
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
    this.#transmit(this.#notices.present);
  }

  /** Sends on the best open path, or on all. */
  #transmit(content: Partial<OutboundMessage>, onAll = false): void {
    // Every envelope carries the acknowledgement.
    this.#ackTimer.stop();
    const paths = this.#openPaths();
    for (const path of onAll ? paths : paths.slice(0, 1)) {
      if (path.kind === 'relay') this.relayTraffic.sent += 1;
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
