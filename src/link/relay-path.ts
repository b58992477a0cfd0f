import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { SignalingError } from '../signaling/signaling-error.js';
import type { EnvelopeSeal } from './envelope-seal.js';
import type { Envelope } from './envelope.js';
import type { LinkPath } from './link-path.js';

export interface RelayPathOptions {
  readonly signaling: SignalingClient;
  /** The peer's address at first. */
  readonly address: string;
  /** `null`: there are no keys, as for a call that is refused. */
  readonly seal: EnvelopeSeal | null;
  /** A message can't be sent at all, now or later. */
  readonly onUnsendable: (error: unknown) => void;
}

/** The path over the signaling server to the peer's present address. Every envelope is sealed. */
export class RelayPath implements LinkPath {
  readonly kind = 'relay';
  readonly isFull = false;
  /** The peer's present address. When the peer reconnects and gets another, the router sets it here. */
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
    const { signaling, onUnsendable } = this.#options;
    const ownAddress = signaling.id;
    // The peer rejects an envelope sealed for an address that we no longer have; the retransmission has the new one.
    if (ownAddress === null) return;
    try {
      const sealed = await seal.seal(envelope, ownAddress);
      if (signaling.id === ownAddress) this.#post(sealed);
    } catch (error) {
      onUnsendable(error);
    }
  }

  #post(envelope: Envelope): void {
    const { signaling, onUnsendable } = this.#options;
    signaling.send(this.address, envelope as unknown as JsonValue).catch((error: unknown) => {
      // A connection that is down is not an error here: the link retransmits once it is back.
      if (error instanceof SignalingError && ['too-large', 'bad-message'].includes(error.code)) {
        onUnsendable(error);
      }
    });
  }
}
