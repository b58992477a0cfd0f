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
  /** Whether so much waits in it that more would only pile up. What waits there is not lost. */
  readonly isFull: boolean;
  send(envelope: Envelope): void;
}
