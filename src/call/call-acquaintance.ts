import type { CallerKnowledge } from '../link/invite-proof.js';
import type { PeerCallInit } from './peer-call-init.js';
import type { ResolvedCallOptions } from './terms/call-options.js';

/** What the two sides of a call know each other by, besides the keys that they make for it. */
export class CallAcquaintance {
  /** Whether the caller is no stranger; `true` for an outgoing call. */
  readonly isKnown: boolean;
  /** What this side can prove to the other, and what goes into the keys. */
  readonly knowledge: CallerKnowledge;
  /** The id of an earlier call of the two, which this one replaces. */
  readonly replaces: string | undefined;
  /** Whether the own network addresses are kept from the other side. */
  readonly iceTransportPolicy: RTCIceTransportPolicy;

  constructor(
    { incoming, peerToken }: PeerCallInit,
    { secret, iceTransportPolicy, replaces: ticketText }: ResolvedCallOptions,
  ) {
    this.iceTransportPolicy = iceTransportPolicy;
    const [replaces, ticket] = ticketText?.split('.') ?? [];
    this.isKnown = incoming?.isKnown !== false;
    // What the caller has proved, and not what the app says by now.
    this.knowledge = { secret: incoming ? incoming.secret : secret, token: peerToken, ticket };
    this.replaces = replaces;
  }

  /** Where to call the peer again that is at `peerId` now. */
  addressOf(peerId: string): string {
    const { token } = this.knowledge;
    return token === undefined ? peerId : `${peerId}.${token}`;
  }
}
