import type { Envelope } from '../../link/envelope.js';
import type { CallerKnowledge } from '../../link/invite-proof.js';
import type { SdpGuard } from '../connection/sdp-guard.js';
import type { InviteMessage } from '../terms/call-message.js';
import type { CallView } from '../terms/call-options.js';

/** An invitation that may ring. */
export interface IncomingInvite {
  readonly callId: string;
  readonly from: string;
  readonly invite: InviteMessage;
  /** What the keys and the transcript of the call begin with: the caller's public key, and the exact text. */
  readonly invitation: { readonly key: string; readonly payload: string };
  /** The secret that the caller has proved to know; `undefined` if none was asked for. */
  readonly secret: string | undefined;
  /** The caller has proved to know a secret, a token or a ticket. */
  readonly isKnown: boolean;
  /** It has pinned the caller's fingerprint. */
  readonly guard: SdpGuard;
  /** The envelopes received so far, for the link of the call. */
  readonly envelopes: readonly Envelope[];
}

/** A call as the registry needs it. */
export interface RegisteredCall {
  readonly call: CallView;
  readonly acquaintance: {
    /** Whether the caller is known; `true` for an outgoing call. */
    readonly isKnown: boolean;
    readonly knowledge: CallerKnowledge;
    readonly iceTransportPolicy: RTCIceTransportPolicy;
  };
  /** By this the peer can prove from elsewhere that it is in this call; `null` before there are keys. */
  readonly peerTicket: string | null;
  /** Whether the peer is heard over the call's own connection. That takes a moment to find out. */
  readonly isAlive: () => Promise<boolean>;
  /** Both sides have dialled each other, and the peer's call is the one that is kept. */
  readonly adoptInvite: (incoming: IncomingInvite) => void;
  /** The peer has started over: on its side this call does not exist any more. */
  readonly replace: () => void;
  /** Somebody whom the user knows calls while a stranger's call rings. */
  readonly giveWay: () => void;
}

/** Whom a listener lets ring. Each listener has one of its own. */
export interface ListenPolicy {
  readonly secret?: string | undefined;
  readonly addressToken?: string | undefined;
  readonly knownOnly?: boolean | undefined;
  /** Its members are known, and the call with one of them gives way to another of the same member. */
  readonly meeting?:
    | {
        readonly isMember: (address: string) => boolean;
        readonly call: () => CallView | null | undefined;
      }
    | undefined;
}
