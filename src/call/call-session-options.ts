import type { CallerKnowledge } from '../link/invite-proof.js';
import type { LinkRouter } from '../link/link-router.js';
import type { CallTransportHandlers } from './connection/call-transport.js';
import type { IncomingInvite } from './incoming/registered-call.js';
import type { SavedCall } from './resume/call-storage.js';
import type { CallError } from './terms/call-error.js';
import type { CallView, ResolvedCallOptions } from './terms/call-options.js';
import type { EndReason } from './terms/call-state.js';
import type { Introduction } from './terms/call-message.js';
import type { MediaState } from './terms/media-state.js';

/** What a session reports to its call and asks of it. */
export interface CallSessionHandlers extends CallTransportHandlers {
  /** What this side sends now. */
  readonly localMedia: () => MediaState;
  /** What its user wants to be called. */
  readonly localName: () => unknown;
  /** What it means to send. */
  readonly wantedMedia: () => MediaState;
  readonly onRinging: () => void;
  /** The peer has answered. */
  readonly onAccepted: () => void;
  readonly onIntroduction: (peer: Introduction) => void;
  readonly onAppMessage: (data: string, topic: string | undefined) => void;
  /** The peer has a new address. */
  readonly onAddress: (address: string) => void;
  /** The relay does not know the peer's address. `forGood`: the peer has not been heard for `peerGoneMs` since. */
  readonly onPeerGone: (forGood: boolean) => void;
  /** The peer has ended the call. */
  readonly onHangup: (reason: EndReason) => void;
  /** There is a code to compare, or the call is verified. */
  readonly onVerification: () => void;
  /** The session has failed. */
  readonly onFailure: (reason: EndReason, error: CallError) => void;
}

export interface CallSessionOptions {
  readonly callId: string;
  /** What `resolvePeer` is asked about. */
  readonly call: CallView;
  /** The peer's address. */
  readonly address: string;
  readonly router: LinkRouter;
  readonly options: ResolvedCallOptions;
  readonly handlers: CallSessionHandlers;
  /** The invitation that this session answers. `undefined`: this side sends one. */
  readonly incoming: IncomingInvite | undefined;
  /** What the callee may know us by, and what the keys are bound to. */
  readonly knowledge: CallerKnowledge;
  /** The id of an own call that ends because of this one. */
  readonly replaces: string | undefined;
  /** The call that the page was in before it was reloaded. */
  readonly saved: SavedCall | undefined;
}
