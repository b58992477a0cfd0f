import { systemClock } from '../internal/clock.js';
import type { JsonValue } from '../internal/json-value.js';
import { RateLimit } from '../internal/rate-limit.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { SignalingMessageEvent, UndeliverableEvent } from '../signaling/signaling-events.js';
import { AddressProbe } from './address-probe.js';
import { EnvelopeSeal, type EnvelopeSealOptions } from './envelope-seal.js';
import {
  ENVELOPE_VERSION,
  parseEnvelope,
  type Envelope,
  type EnvelopeContent,
} from './envelope.js';
import type { LinkOptions } from './link-options.js';
import { Link, type RelayTraffic } from './link.js';
import { RelayPath } from './relay-path.js';

/** How many tombstones are kept, so that late envelopes of closed conversations are answered and not taken for new. */
const MAX_TOMBSTONES = 64;

/** How often callers who were refused are told so again, and how much of an unanswered caller is read. */
const MAX_REPLIES = 50;
const REPLIES_WINDOW_MS = 10_000;

/** How long a change of address takes at most, retransmissions included. */
const ADDRESS_CHANGE_MS = 30_000;

export interface RoutedLinkOptions
  extends Omit<LinkOptions, 'onClose' | 'onAddress' | 'onProbe' | 'seal'>, EnvelopeSealOptions {
  /** The peer has a new address: it has answered from there, or nobody has answered and the call was redirected. */
  readonly onAddress: (address: string) => void;
  /** Somebody at the dialled address has answered without the secret of this call. */
  readonly onOtherSecret?: () => void;
  /** The relay could not deliver to the peer's address. */
  readonly onUndeliverable: (code: string) => void;
  /** A message can't be sent at all, now or later. */
  readonly onUnsendable: (error: unknown) => void;
}

interface Route {
  readonly link: Link;
  readonly path: RelayPath;
  readonly seal: EnvelopeSeal;
  /** Whether this is an incoming call whose caller has not confirmed the keys yet. */
  readonly isCallerUnconfirmed: () => boolean;
  readonly onAddress: (address: string) => void;
  readonly onUndeliverable: (code: string) => void;
  readonly onOtherSecret: (() => void) | undefined;
  readonly probe: AddressProbe;
  /**
   * What is read of a caller who has not confirmed the keys, and of others who may be that caller at another address: each
   * message may be answered. What others send is no reason to read less of the caller.
   */
  readonly unconfirmed: { readonly caller: RateLimit; readonly others: RateLimit };
}

/** What is kept of a closed conversation: enough to acknowledge what the peer still sends. */
interface Tombstone {
  /** What the acknowledgement carries: the final message, if there was one. */
  readonly content: EnvelopeContent;
  readonly seal: EnvelopeSeal | null;
  /** Of the closed conversation, which goes on costing the relay; `null` if there was none. */
  readonly traffic: RelayTraffic | null;
}

/** Takes an envelope of a call that this router does not know. */
export type UnknownCallHandler = (envelope: Envelope, from: string) => void;

/**
 * Shares one signaling client between conversations: passes each envelope to the link of its call, acknowledges what
 * still comes for closed ones, and passes the rest to `onUnknownCall`. It lives as long as the client.
 */
export class LinkRouter {
  /** Gets the envelopes of unknown calls. Without a handler they are dropped. */
  onUnknownCall: UnknownCallHandler | null = null;
  readonly #signaling: SignalingClient;
  readonly #routes = new Map<string, Route>();
  /** By call id; by call id and caller's address where the keys were not confirmed, since others may use the id. */
  readonly #tombstones = new Map<string, Tombstone>();
  readonly #replies = new RateLimit(systemClock, MAX_REPLIES, REPLIES_WINDOW_MS);

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
    signaling.addEventListener('message', (event) => this.#receive(event));
    signaling.addEventListener('undeliverable', (event) => this.#undeliverable(event));
    signaling.addEventListener('idchange', ({ id, previous }) => {
      if (previous !== null) this.#each(({ link }) => link.announce(id));
    });
    signaling.addEventListener('statechange', () =>
      this.#each(({ link, path, probe }) => {
        if (path.isOpen) probe.retry();
        link.pathOpened(path);
      }),
    );
  }

  /** Opens the conversation of one call. Its relay path follows the peer to new addresses. */
  open(options: RoutedLinkOptions): Link {
    const { callId, address, invitation, clock } = options;
    const { onAddress, onUndeliverable, onUnsendable, onOtherSecret } = options;
    const seal = new EnvelopeSeal(options);
    const isCallerUnconfirmed = () => invitation !== undefined && !seal.isConfirmed;
    const path = new RelayPath({ signaling: this.#signaling, address, seal, onUnsendable });
    // As the peer itself said last; the app may have redirected the path to another.
    let peerAddress = address;
    const adopt = (newAddress: string): void => {
      probe.stop();
      if (newAddress === peerAddress && newAddress === path.address) return;
      peerAddress = newAddress;
      this.#keepAddress();
      onAddress(newAddress);
      this.redirect(callId, newAddress);
    };
    const probe = new AddressProbe({
      clock,
      sendProbe: (to, number) => link.challenge(this.#pathTo(to, seal), { probe: number }),
      sendEcho: (to, number) => link.challenge(this.#pathTo(to, seal), { echo: number }),
      onClaim: () => this.#keepAddress(),
      onProved: adopt,
    });
    const link = new Link({
      ...options,
      seal,
      onAddress: (newAddress, isProved) => {
        if (isProved) adopt(newAddress);
        else if (newAddress !== path.address) probe.claim(newAddress);
      },
      onProbe: (from, number) => probe.probed(from, number),
      onClose: () => {
        probe.stop();
        // An attacker may have used the call id first; then the route is by now that of the true caller's link.
        if (this.#routes.get(callId)?.link === link) this.#routes.delete(callId);
        const tombstone = { content: link.tombstone, seal, traffic: link.relayTraffic };
        this.#addTombstone(isCallerUnconfirmed() ? pairKey(callId, address) : callId, tombstone);
      },
    });
    link.addPath(path);
    // The conversation may have been closed here before, and now goes on.
    this.#tombstones.delete(callId);
    const limit = () => new RateLimit(clock, MAX_REPLIES, REPLIES_WINDOW_MS);
    const unconfirmed = { caller: limit(), others: limit() };
    const handlers = { isCallerUnconfirmed, onAddress, onUndeliverable, onOtherSecret };
    this.#routes.set(callId, { link, path, seal, probe, unconfirmed, ...handlers });
    return link;
  }

  /**
   * Sends to another address from now on, until the peer itself tells its address. A call that nobody has answered is one to
   * that address by this: it takes no answer from elsewhere.
   */
  redirect(callId: string, address: string): void {
    const route = this.#routes.get(callId);
    if (!route) return;
    route.path.address = address;
    if (route.seal.redial(address)) route.onAddress(address);
    // What went to the old address may never have arrived.
    route.link.pathOpened(route.path);
  }

  /** Whether the call has a conversation or a tombstone; with `from`, also one that is for that caller alone. */
  knows(callId: string, from = ''): boolean {
    return this.#routes.has(callId) || this.#tombstoneOf(callId, from) !== undefined;
  }

  /**
   * Whether an invitation from this address with this call id comes too late. A stranger who has overheard it may have sent
   * one with the same id first: that is in nobody's way.
   */
  isTaken(callId: string, from: string): boolean {
    const route = this.#routes.get(callId);
    const isStrangers = route?.isCallerUnconfirmed() && route.path.address !== from;
    return (route !== undefined && !isStrangers) || this.#tombstoneOf(callId, from) !== undefined;
  }

  /** Closes a conversation that goes on in another page: nothing that still comes is answered here. */
  release(callId: string): void {
    this.#routes.get(callId)?.link.close();
    this.#tombstones.delete(callId);
  }

  /** Treats an unknown call as closed: what still comes for it is acknowledged, and nothing else. */
  markEnded(callId: string): void {
    if (!this.knows(callId)) this.#addTombstone(callId, { content: {}, seal: null, traffic: null });
  }

  /** Answers an unknown call with a final message, and treats it as closed from now on. */
  refuse(
    { callId, seq = 0 }: Pick<Envelope, 'callId' | 'seq'>,
    from: string,
    finalMessage: JsonValue,
  ): void {
    const content = { payload: JSON.stringify(finalMessage), final: true };
    this.#addTombstone(pairKey(callId, from), { content, seal: null, traffic: null });
    this.#pathTo(from, null).send({ v: ENVELOPE_VERSION, callId, ack: seq, ...content });
  }

  #receive({ message, from }: SignalingMessageEvent): void {
    const envelope = parseEnvelope(message);
    if (envelope === null) return;
    // An envelope that names another address than the relay stamped is a replay or a forgery.
    if ((envelope.address ?? from) !== from) this.#routes.get(envelope.callId)?.link.reject();
    else if (this.knows(envelope.callId, from)) void this.#receiveKnown(envelope, from);
    else this.onUnknownCall?.(envelope, from);
  }

  async #receiveKnown(envelope: Envelope, from: string): Promise<void> {
    const route = this.#routes.get(envelope.callId);
    if (route) await this.#receiveRouted(route, envelope, from);
    await this.#answerIfClosed(envelope, from, !route);
  }

  async #receiveRouted(route: Route, envelope: Envelope, from: string): Promise<void> {
    const { link, seal, probe, path, unconfirmed } = route;
    const limit = from === path.address ? unconfirmed.caller : unconfirmed.others;
    // A last word is told at once whether it is the caller's, who may have moved.
    const isLastWord = envelope.final === true && seal.isFinalAuthentic(envelope);
    if (route.isCallerUnconfirmed() && !isLastWord && !limit.spend()) return;
    if (await seal.isAuthentic(envelope, from)) {
      if (envelope.echo !== undefined) probe.echoed(from, envelope.echo);
      const opened = await seal.open(envelope).catch(() => null);
      if (opened === null) link.reject();
      else link.receive(opened, 'relay');
    } else if (route.isCallerUnconfirmed() && seal.hasUnconfirmedKey(envelope)) {
      // Perhaps the caller, whose address changed before it got our key. With our key it can prove who it is when it
      // retransmits. Until then the address of the call stays what it is.
      link.challenge(this.#pathTo(from, seal));
    } else if (route.isCallerUnconfirmed()) {
      this.onUnknownCall?.(envelope, from);
    } else {
      link.reject();
      if (seal.isAnswerWithoutSecret(envelope, from)) route.onOtherSecret?.();
    }
  }

  /** @param isUncounted whether no link has had it before */
  async #answerIfClosed(envelope: Envelope, from: string, isUncounted: boolean): Promise<void> {
    const { callId, seq } = envelope;
    const tombstone = this.#tombstoneOf(callId, from);
    if (tombstone === undefined) return;
    const { content, seal, traffic } = tombstone;
    const isQuestion = seq !== undefined;
    // Nobody would believe an acknowledgement without a proof, and nobody has to prove anything to ask for this.
    if (seal === null && (!isQuestion || !content.final || !this.#replies.spend())) return;
    if (seal && !(await seal.isAuthentic(envelope, from))) return;
    if (traffic && isUncounted) traffic.received += 1;
    // An acknowledgement is never answered, so two ends that have both closed fall silent.
    if (!isQuestion) return;
    if (traffic) traffic.sent += 1;
    this.#pathTo(from, seal).send({ v: ENVELOPE_VERSION, callId, ack: seq, ...content });
  }

  #pathTo(address: string, seal: EnvelopeSeal | null): RelayPath {
    // No caller waits for this answer, so there is nobody to tell that it can't be sent.
    const onUnsendable = (): void => undefined;
    return new RelayPath({ signaling: this.#signaling, address, seal, onUnsendable });
  }

  #tombstoneOf(callId: string, from: string): Tombstone | undefined {
    return this.#tombstones.get(callId) ?? this.#tombstones.get(pairKey(callId, from));
  }

  #addTombstone(key: string, tombstone: Tombstone): void {
    this.#tombstones.set(key, tombstone);
    const [oldest = key] = this.#tombstones.keys();
    if (this.#tombstones.size > MAX_TOMBSTONES) this.#tombstones.delete(oldest);
  }

  #undeliverable({ to, code }: UndeliverableEvent): void {
    this.#each(({ link, path, onUndeliverable }) => {
      if (path.address !== to) return;
      // Nobody is there to acknowledge the final message.
      if (link.isFinishing) link.close();
      else onUndeliverable(code);
    });
  }

  /** If our address changed at the same time as the peer's, neither side could reach the other. */
  #keepAddress(): void {
    this.#signaling.keepAddress(ADDRESS_CHANGE_MS);
  }

  // Over a copy: a visit may end a call, and the app may begin another, which must not be visited.
  #each(visit: (route: Route) => void): void {
    for (const route of [...this.#routes.values()]) visit(route);
  }
}

function pairKey(callId: string, address: string): string {
  return `${callId} ${address}`;
}
