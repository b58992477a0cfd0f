import { parseJson } from '../internal/json-value.js';
import { parseEnvelope, type Envelope } from './envelope.js';
import type { LinkPath } from './link-path.js';

/** With more than this in the channel's buffer the network does not keep up; the link waits until it drains. */
const MAX_BUFFERED_BYTES = 64_000;

export interface DataChannelPathHandlers {
  /** It has opened, or was full and has room again. */
  onReady(path: LinkPath): void;
  onEnvelope(envelope: Envelope): void;
  /** The other end is gone: it closed its connection, or the page it lived on. */
  onClose(): void;
}

/** The path over the call's own data channel: it costs nothing, and the relay does not see it. */
export class DataChannelPath implements LinkPath {
  readonly kind = 'direct';
  readonly #channel: RTCDataChannel;
  readonly #connection: RTCPeerConnection;
  readonly #listeners = new AbortController();

  constructor(
    connection: RTCPeerConnection,
    channel: RTCDataChannel,
    handlers: DataChannelPathHandlers,
  ) {
    this.#connection = connection;
    this.#channel = channel;
    channel.bufferedAmountLowThreshold = MAX_BUFFERED_BYTES / 2;
    const { signal } = this.#listeners;
    channel.addEventListener('open', () => handlers.onReady(this), { signal });
    channel.addEventListener('bufferedamountlow', () => handlers.onReady(this), { signal });
    channel.addEventListener('close', () => handlers.onClose(), { signal });
    channel.addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        const envelope = parseEnvelope(parseJson(data));
        if (envelope !== null) handlers.onEnvelope(envelope);
      },
      { signal },
    );
  }

  /** The channel's `readyState` stays `open` while the network is down, so the connection's state counts too. */
  get isOpen(): boolean {
    const { connectionState } = this.#connection;
    return (
      this.#channel.readyState === 'open' &&
      connectionState !== 'disconnected' &&
      connectionState !== 'failed'
    );
  }

  get isFull(): boolean {
    return this.#channel.bufferedAmount >= MAX_BUFFERED_BYTES;
  }

  send(envelope: Envelope): void {
    // It may have closed since the link chose it; the retransmission then takes a path that is open.
    if (this.#channel.readyState === 'open') this.#channel.send(JSON.stringify(envelope));
  }

  /** Stops listening to the channel, which stays open. */
  detach(): void {
    this.#listeners.abort();
  }
}
