import type { Clock } from '../internal/clock.js';
import { parseJson } from '../internal/json-value.js';
import { RateLimit } from '../internal/rate-limit.js';
import type { EnvelopeSeal } from './envelope-seal.js';
import { parseEnvelope, type Envelope } from './envelope.js';
import type { LinkPath } from './link-path.js';

/** With more than this in the channel's buffer the network does not keep up; the link waits until it drains. */
const MAX_BUFFERED_BYTES = 64_000;

/** In characters. An envelope has at most half of it; browsers would take 256 KB. */
const MAX_INCOMING_LENGTH = 64_000;

/** What comes faster is dropped, and sent again by the peer's link: as much as a page can read and still answer its user. */
const MAX_INCOMING_PER_WINDOW = 1_000;
const WINDOW_MS = 500;

/** Messages that wait for `trust()`. The peer sends more of them again. */
const MAX_EARLY = 64;

export interface DataChannelPathHandlers {
  /** It has opened, or was full and has room again. */
  onReady(path: LinkPath): void;
  /** Takes what is known to be the peer's. */
  onEnvelope(envelope: Envelope): void;
  /** Something came that was not the peer's. */
  onRejected(): void;
  /** The other end is gone: it closed its connection, or the page it lived on. */
  onClose(): void;
}

export interface DataChannelPathOptions {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly seal: EnvelopeSeal;
  readonly clock: Clock;
  readonly handlers: DataChannelPathHandlers;
}

/**
 * The path over the call's own data channel: it costs nothing, and the relay does not see it. It carries nothing in either
 * direction before `trust()`: until then nobody knows with whom the browser has connected.
 */
export class DataChannelPath implements LinkPath {
  readonly kind = 'direct';
  readonly #channel: RTCDataChannel;
  readonly #connection: RTCPeerConnection;
  readonly #seal: EnvelopeSeal;
  readonly #handlers: DataChannelPathHandlers;
  readonly #incoming: RateLimit;
  readonly #listeners = new AbortController();
  readonly #early: unknown[] = [];
  /** Messages whose proof is being checked. */
  readonly #checks = new Set<Promise<void>>();
  #isTrusted = false;
  /** Characters that are being sealed, and will be in the channel's buffer in a moment. */
  #sealing = 0;
  /** Whether the link may wait for room. */
  #hasBeenFull = false;
  /** Resolves when everything that was given to `send()` is in the channel's buffer; `null` if it is. */
  #pending: Promise<void> | null = null;

  constructor({ connection, channel, seal, clock, handlers }: DataChannelPathOptions) {
    this.#connection = connection;
    this.#channel = channel;
    this.#seal = seal;
    this.#handlers = handlers;
    this.#incoming = new RateLimit(clock, MAX_INCOMING_PER_WINDOW, WINDOW_MS);
    channel.bufferedAmountLowThreshold = MAX_BUFFERED_BYTES / 2;
    const { signal } = this.#listeners;
    const onReady = () => handlers.onReady(this);
    channel.addEventListener('open', onReady, { signal });
    channel.addEventListener('bufferedamountlow', onReady, { signal });
    channel.addEventListener('close', () => this.#closed(), { signal });
    channel.addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'string' || data.length > MAX_INCOMING_LENGTH) return;
        if (!this.#incoming.spend()) return;
        if (this.#isTrusted) this.#take(data);
        else if (this.#early.length < MAX_EARLY) this.#early.push(data);
      },
      { signal },
    );
  }

  /** The channel's `readyState` stays `open` while the network is down, so the connection's state counts too. */
  get isOpen(): boolean {
    const { connectionState } = this.#connection;
    return (
      this.#isTrusted &&
      this.#channel.readyState === 'open' &&
      connectionState !== 'disconnected' &&
      connectionState !== 'failed'
    );
  }

  get isFull(): boolean {
    return this.#channel.bufferedAmount + this.#sealing >= MAX_BUFFERED_BYTES;
  }

  /** The certificate at the other end is the peer's. */
  trust(): void {
    this.#isTrusted = true;
    for (const data of this.#early.splice(0)) this.#take(data);
    if (this.isOpen) this.#handlers.onReady(this);
  }

  get pending(): Promise<void> | null {
    return this.#pending;
  }

  /** One that has its MAC already goes out at once, as a final one does. */
  send(envelope: Envelope): void {
    if (envelope.final) this.#post(this.#seal.sealFinal(envelope));
    else if (envelope.mac !== undefined) this.#post(envelope);
    else {
      const pending = Promise.all([this.#pending, this.#sealAndPost(envelope)]).then(() => {
        if (this.#pending === pending) this.#pending = null;
      });
      this.#pending = pending;
    }
  }

  /** Stops listening to the channel, which stays open. */
  detach(): void {
    this.#listeners.abort();
  }

  async #sealAndPost(envelope: Envelope): Promise<void> {
    const length = envelope.payload?.length ?? 0;
    this.#sealing += length;
    if (this.isFull) this.#hasBeenFull = true;
    try {
      this.#post(await this.#seal.seal(envelope));
    } catch {
      // Without keys there is no call; the path over the relay reports it.
    } finally {
      this.#sealing -= length;
    }
    // The channel itself tells only of what has been in its buffer.
    if (!this.#hasBeenFull || this.#sealing > 0 || this.isFull) return;
    this.#hasBeenFull = false;
    if (this.isOpen && !this.#listeners.signal.aborted) this.#handlers.onReady(this);
  }

  #post(envelope: Envelope): void {
    // It may have closed since the link chose it; the retransmission then takes a path that is open.
    if (this.#isTrusted && this.#channel.readyState === 'open') {
      this.#channel.send(JSON.stringify(envelope));
    }
  }

  #take(data: unknown): void {
    const check = this.#receive(data);
    this.#checks.add(check);
    void check.finally(() => this.#checks.delete(check));
  }

  /** What came before the end counts before it: a page that is left says that it comes back, and is gone. */
  #closed(): void {
    const tell = () => {
      if (!this.#listeners.signal.aborted) this.#handlers.onClose();
    };
    if (this.#checks.size === 0) tell();
    else void Promise.allSettled(this.#checks).then(tell);
  }

  async #receive(data: unknown): Promise<void> {
    const envelope = parseEnvelope(parseJson(data));
    if (envelope === null) return;
    // A final message is checked at once: the channel may close right after it.
    const isAuthentic = envelope.final
      ? this.#seal.isFinalAuthentic(envelope)
      : await this.#seal.isAuthentic(envelope);
    if (this.#listeners.signal.aborted) return;
    if (isAuthentic) this.#handlers.onEnvelope(envelope);
    else this.#handlers.onRejected();
  }
}
