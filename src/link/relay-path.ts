import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { SignalingError } from '../signaling/signaling-error.js';
import type { EnvelopeSeal } from './envelope-seal.js';
import type { Envelope } from './envelope.js';
import type { LinkPath } from './link-path.js';

export interface RelayPathOptions {
  readonly signaling: SignalingClient;
  /** Where the peer is at first. */
  readonly address: string;
  /** `null`: the two have no keys, and never will. */
  readonly seal: EnvelopeSeal | null;
  /** Is told when a message can't be sent at all, now or later. */
  readonly onRefused: (error: unknown) => void;
}

/** The path over the signaling server to the peer's present address, on which every envelope is sealed. */
export class RelayPath implements LinkPath {
  readonly kind = 'relay';
  readonly isFull = false;
  /** Where the peer is. A reconnect gives it a new address; the link follows. */
  address: string;
  readonly #options: RelayPathOptions;

  constructor(options: RelayPathOptions) {
    this.#options = options;
    this.address = options.address;
  }

  get isOpen(): boolean {
    return this.#options.signaling.state === 'open';
  }

  send(envelope: Envelope): void {
    const { seal } = this.#options;
    if (seal === null) this.#post(envelope);
    else if (envelope.final) this.#post(seal.sealFinal(envelope));
    else void this.#sealAndPost(envelope, seal);
  }

  async #sealAndPost(envelope: Envelope, seal: EnvelopeSeal): Promise<void> {
    const { signaling, onRefused } = this.#options;
    const ownAddress = signaling.id;
    // Sealed for an address that is gone by now, it would not be believed; the link sends again from the new one.
    if (ownAddress === null) return;
    try {
      const sealed = await seal.seal(envelope, ownAddress);
      if (signaling.id === ownAddress) this.#post(sealed);
    } catch (error) {
      onRefused(error);
    }
  }

  #post(envelope: Envelope): void {
    const { signaling, onRefused } = this.#options;
    signaling.send(this.address, envelope as unknown as JsonValue).catch((error: unknown) => {
      // A connection that is down is no failure: the link sends again once it is back.
      if (error instanceof SignalingError && ['too-large', 'bad-message'].includes(error.code)) {
        onRefused(error);
      }
    });
  }
}
