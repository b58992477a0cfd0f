import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { SignalingError } from '../signaling/signaling-error.js';
import type { Envelope } from './envelope.js';
import type { LinkPath } from './link-path.js';

/** The path over the signaling server to the peer's present address. */
export class RelayPath implements LinkPath {
  readonly kind = 'relay';
  readonly isFull = false;
  /** Where the peer is. A reconnect gives it a new address; the link follows. */
  address: string;
  readonly #signaling: SignalingClient;
  readonly #onRefused: (error: SignalingError) => void;

  /** @param onRefused is told when signaling will not take a message at all, now or later */
  constructor(
    signaling: SignalingClient,
    address: string,
    onRefused: (error: SignalingError) => void,
  ) {
    this.#signaling = signaling;
    this.address = address;
    this.#onRefused = onRefused;
  }

  get isOpen(): boolean {
    return this.#signaling.state === 'open';
  }

  send(envelope: Envelope): void {
    this.#signaling.send(this.address, envelope as unknown as JsonValue).catch((error: unknown) => {
      // A connection that is down is no failure: the link sends again once it is back.
      if (error instanceof SignalingError && ['too-large', 'bad-message'].includes(error.code)) {
        this.#onRefused(error);
      }
    });
  }
}
