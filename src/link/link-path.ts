import type { Envelope } from './envelope.js';

/**
 * One way to the peer. It may lose, duplicate and reorder what it carries; `send` must return at once.
 *
 * `relay`: over signaling, where each message costs money. `direct`: over the call's own data channel.
 */
export interface LinkPath {
  readonly kind: 'relay' | 'direct';
  /** Whether it makes sense to send now. */
  readonly isOpen: boolean;
  /** Whether its buffer is so full that more would only wait there. What is in the buffer is not lost. */
  readonly isFull: boolean;
  /** Resolves when what was given to `send()` is on its way in that order; `null` if it is, or order means nothing. */
  readonly pending?: Promise<void> | null;
  send(envelope: Envelope): void;
}
