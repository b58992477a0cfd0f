import type { Envelope } from './envelope.js';

/**
 * One way to the peer. It may lose, repeat and reorder what it carries; it must not block.
 *
 * `relay`: over signaling, each message costs. `direct`: over the call's own data channel.
 */
export interface LinkPath {
  readonly kind: 'relay' | 'direct';
  /** Whether it makes sense to send now. */
  readonly isOpen: boolean;
  send(envelope: Envelope): void;
}
