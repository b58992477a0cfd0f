import { systemClock } from '../../internal/clock.js';
import { parseJson } from '../../internal/json-value.js';
import type { Envelope } from '../../link/envelope.js';
import { LinkRouter } from '../../link/link-router.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import { CallError } from '../terms/call-error.js';
import { parseCallMessage, type CallMessage, type InviteMessage } from '../terms/call-message.js';
import type { CallView } from '../terms/call-options.js';
import type { EndReason } from '../terms/call-state.js';
import { EarlyEnvelopes } from './early-envelopes.js';
import { InviteBudget } from './invite-budget.js';
import { SdpGuard } from '../connection/sdp-guard.js';

/** An invitation that may ring. */
export interface IncomingInvite {
  readonly callId: string;
  readonly from: string;
  readonly invite: InviteMessage;
  /** The caller's public key. */
  readonly key: string;
  /** It has pinned the caller's fingerprint. */
  readonly guard: SdpGuard;
  /** The envelopes received so far, for the link of the call. */
  readonly envelopes: readonly Envelope[];
}

/** A call as the registry needs it. */
export interface RegisteredCall {
  readonly call: CallView;
  /** Both sides have dialled each other, and the peer's call is the one that is kept. */
  readonly adoptInvite: (incoming: IncomingInvite) => void;
  /** The peer has started over: on its side this call does not exist any more. */
  readonly replace: () => void;
}

// One registry per signaling client. It is not a property of the client, because signaling should not know about calls.
const registries = new WeakMap<SignalingClient, CallRegistry>();

/** The calls on one signaling client, and the rules for an invitation: whether it rings, is `busy`, or replaces a call. */
export class CallRegistry {
  readonly router: LinkRouter;
  readonly #calls = new Set<RegisteredCall>();
  readonly #budget = new InviteBudget(systemClock);
  readonly #early = new EarlyEnvelopes();
  #ring: ((incoming: IncomingInvite) => void) | null = null;

  static for(signaling: SignalingClient): CallRegistry {
    let registry = registries.get(signaling);
    if (registry === undefined) {
      registry = new CallRegistry(signaling);
      registries.set(signaling, registry);
    }
    return registry;
  }

  private constructor(signaling: SignalingClient) {
    this.router = new LinkRouter(signaling);
  }

  get isListening(): boolean {
    return this.#ring !== null;
  }

  /** Lets invitations ring. Returns the function that stops it. */
  listen(ring: (incoming: IncomingInvite) => void): () => void {
    this.#ring = ring;
    this.#hear();
    return () => {
      if (this.#ring === ring) this.#ring = null;
      this.#hear();
    };
  }

  /** The call from this address that is ringing, if there is one. */
  ringingFrom(peerId: string): CallView | undefined {
    return [...this.#calls]
      .map(({ call }) => call)
      .find(
        (call) =>
          call.peerId === peerId && call.direction === 'incoming' && call.state === 'ringing',
      );
  }

  add(call: RegisteredCall): void {
    this.#calls.add(call);
    this.#hear();
  }

  remove(call: RegisteredCall): void {
    this.#calls.delete(call);
    this.#hear();
  }

  /** The proof, for another page or after a crash, of having been in the present call with `callId`. */
  ticket(callId: string): string | null {
    const keys = this.router.keysOf(callId);
    return keys && `${callId}.${keys.own.finalToken}`;
  }

  #isTicketOf({ id }: CallView, ticket: string | undefined): boolean {
    const keys = this.router.keysOf(id);
    return keys !== null && ticket === `${id}.${keys.peer.finalToken}`;
  }

  #hear(): void {
    const isNeeded = this.#calls.size > 0 || this.#ring !== null;
    this.router.onUnknownCall = isNeeded ? (envelope, from) => this.#receive(envelope, from) : null;
    if (!isNeeded) this.#early.clear();
  }

  #receive(envelope: Envelope, from: string): void {
    const message = readMessage(envelope);
    if (envelope.seq !== 1 || message?.type !== 'invite') {
      // It has overtaken its invite, or belongs to no call.
      this.#early.hold(envelope, from);
      return;
    }
    if (!this.#budget.spend()) return;
    const { callId, key } = envelope;
    const envelopes = [envelope, ...this.#early.take(callId, from)];
    const refuse = (reason: EndReason) =>
      this.router.refuse(envelope, from, { type: 'hangup', reason });

    if (envelopes.some((early) => readMessage(early)?.type === 'hangup')) {
      // The caller has cancelled before it rang.
      refuse('cancelled');
      return;
    }
    const guard = new SdpGuard();
    try {
      guard.check(message.description);
      if (key === undefined) throw new CallError('protocol-error', 'An invitation without a key.');
    } catch {
      // The caller is told. On this side the call never existed.
      refuse('protocol-error');
      return;
    }
    this.#admit({ callId, from, invite: message, key, guard, envelopes }, refuse);
  }

  #admit(incoming: IncomingInvite, refuse: (reason: EndReason) => void): void {
    const { callId, from, invite } = incoming;
    const rival = [...this.#calls].find(
      ({ call }) => call.peerId === from || this.#isTicketOf(call, invite.replaces),
    );
    if (rival?.call.direction === 'outgoing' && rival.call.state === 'calling') {
      // Both sides have dialled each other. Both compare the same two ids, so both keep the same call: the lower one.
      if (callId < rival.call.id) rival.adoptInvite(incoming);
      // Ours is kept: the peer gives its call up as soon as our invite arrives. The id is remembered, because a late copy
      // of its invite would look as if the peer had started over.
      else this.router.markEnded(callId);
      return;
    }
    rival?.replace();
    if (this.#calls.size > 0) refuse('busy');
    else if (this.#ring === null) refuse('peer-unavailable');
    else {
      try {
        this.#ring(incoming);
      } catch (error) {
        // The constructor of the app's class has thrown: decline, so that the caller does not wait.
        refuse('connection-failed');
        reportError(error);
      }
    }
  }
}

function readMessage({ payload }: Envelope): CallMessage | null {
  return parseCallMessage(parseJson(payload));
}
