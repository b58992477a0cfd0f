import { LinkRouter } from '../../link/link-router.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import type { CallView, ResolvedCallOptions } from '../terms/call-options.js';
import type { EndReason } from '../terms/call-state.js';
import { LazyAdmission } from './lazy-admission.js';
import type { IncomingInvite, ListenPolicy, RegisteredCall } from './registered-call.js';

// One registry per signaling client. It is not a property of the client, because signaling should not know about calls.
const registries = new WeakMap<SignalingClient, CallRegistry>();

interface Listener {
  readonly ring: (incoming: IncomingInvite) => void;
  readonly policy: ListenPolicy;
}

/** The calls on one signaling client, and the rules for an invitation: whether it rings, is `busy`, or replaces a call. */
export class CallRegistry {
  readonly router: LinkRouter;
  readonly #calls = new Set<RegisteredCall>();
  readonly #admission: LazyAdmission;
  #listener: Listener | null = null;

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
    this.#admission = new LazyAdmission({
      router: this.router,
      policy: () => this.#listener?.policy,
      calls: () => [...this.#calls],
      makeWay: (isKnown, rival) => this.#makeWay(isKnown, rival),
      onAdmitted: (incoming, dialled) => this.#admit(incoming, dialled),
    });
  }

  get isListening(): boolean {
    return this.#listener !== null;
  }

  /** Lets invitations ring. Returns the function that stops it. */
  listen(ring: (incoming: IncomingInvite) => void, policy: ListenPolicy): () => void {
    const listener = { ring, policy };
    this.#listener = listener;
    this.#hear();
    this.#admission.load();
    return () => {
      if (this.#listener === listener) this.#listener = null;
      this.#hear();
    };
  }

  /** The call from this address that is ringing, if there is one that is protected in the same way. */
  ringingFrom(
    peerId: string,
    { secret, iceTransportPolicy }: Pick<ResolvedCallOptions, 'secret' | 'iceTransportPolicy'>,
  ): CallView | undefined {
    const isSame = ({ call, acquaintance }: RegisteredCall) =>
      call.peerId === peerId &&
      acquaintance.knowledge.secret === secret &&
      acquaintance.iceTransportPolicy === iceTransportPolicy;
    return [...this.#calls].find((known) => isRinging(known.call) && isSame(known))?.call;
  }

  add(call: RegisteredCall): void {
    this.#calls.add(call);
    this.#hear();
  }

  remove(call: RegisteredCall): void {
    this.#calls.delete(call);
    this.#hear();
  }

  /** The user has declined this call. */
  declined({ acquaintance }: RegisteredCall): void {
    if (!acquaintance.isKnown) this.#admission.declined();
  }

  #hear(): void {
    const isNeeded = this.#calls.size > 0 || this.#listener !== null;
    this.router.onUnknownCall = isNeeded
      ? (envelope, from) => this.#admission.take(envelope, from)
      : null;
    if (!isNeeded) this.#admission.clear();
  }

  #makeWay(isKnown: boolean, rival: RegisteredCall | undefined): void {
    rival?.replace();
    if (!isKnown || !this.#listener) return;
    for (const call of [...this.#calls]) {
      if (!call.acquaintance.isKnown && isRinging(call.call)) call.giveWay();
    }
  }

  #admit(incoming: IncomingInvite, dialled: RegisteredCall | undefined): void {
    const { callId, from } = incoming;
    const refuse = (reason: EndReason) =>
      this.router.refuse({ callId, seq: 1 }, from, { type: 'hangup', reason });
    if (dialled) {
      // Both sides have dialled each other. Both compare the same two ids, so both keep the same call: the lower one.
      if (callId < dialled.call.id) dialled.adoptInvite(incoming);
      // Ours is kept: the peer gives its call up as soon as our invite arrives. The id is remembered, because a late copy
      // of its invite would look as if the peer had started over.
      else this.router.markEnded(callId);
    } else if (this.#calls.size > 0) refuse('busy');
    else if (this.#listener === null) refuse('peer-unavailable');
    else {
      try {
        this.#listener.ring(incoming);
      } catch (error) {
        // The constructor of the app's class has thrown: decline, so that the caller does not wait.
        refuse('connection-failed');
        reportError(error);
      }
    }
  }
}

function isRinging({ direction, state }: CallView): boolean {
  return direction === 'incoming' && state === 'ringing';
}
