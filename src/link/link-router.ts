import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { SignalingMessageEvent, UndeliverableEvent } from '../signaling/signaling-events.js';
import type { CallKeys } from './call-keys.js';
import { EnvelopeSeal } from './envelope-seal.js';
import {
  ENVELOPE_VERSION,
  parseEnvelope,
  type Envelope,
  type EnvelopeContent,
} from './envelope.js';
import { Link, type LinkOptions } from './link.js';
import { RelayPath } from './relay-path.js';

/** How many closed conversations are remembered, so that their late envelopes are answered and not taken for new. */
const MAX_REMEMBERED = 64;

/** How long a move takes at most, retransmissions included. */
const MOVE_MS = 30_000;

export interface RoutedLinkOptions extends Omit<LinkOptions, 'onClose'> {
  /** Where the peer is at first. */
  readonly address: string;
  /** The public key that the peer's invitation came with; absent on the side that invites. */
  readonly peerKey?: string | undefined;
  /** The keys of a conversation that goes on. */
  readonly keys?: CallKeys | undefined;
  /** The peer's address is unknown to the relay, or refused by it. */
  readonly onUndeliverable: (code: string) => void;
  /** A message can't be sent at all, now or later. */
  readonly onRefused: (error: unknown) => void;
}

interface Route {
  readonly link: Link;
  readonly path: RelayPath;
  readonly seal: EnvelopeSeal;
  /** Whether nobody has shown yet that it is the caller whose call this is. */
  readonly isAnyones: () => boolean;
  readonly onUndeliverable: (code: string) => void;
}

/** What is left of a conversation that is over. */
interface Tombstone {
  /** What is still to be said. */
  readonly content: EnvelopeContent;
  readonly seal: EnvelopeSeal | null;
}

/** Takes an envelope that belongs to no conversation, present or past. */
export type StrangerHandler = (envelope: Envelope, from: string) => void;

/**
 * Shares one signaling client between conversations: brings each envelope to the link of its call, answers for the
 * calls that are over, and hands the rest to whoever listens for new calls. It lives as long as the client.
 */
export class LinkRouter {
  /** While a handler is set, envelopes of unknown calls go to it. */
  onStranger: StrangerHandler | null = null;
  readonly #signaling: SignalingClient;
  readonly #routes = new Map<string, Route>();
  /** By call id; or by call id and caller, as long as that is all that the two have in common. */
  readonly #tombstones = new Map<string, Tombstone>();

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
    signaling.addEventListener('message', (event) => this.#receive(event));
    signaling.addEventListener('undeliverable', (event) => this.#undeliverable(event));
    signaling.addEventListener('idchange', ({ id, previous }) => {
      if (previous !== null) this.#each(({ link }) => link.announce(id));
    });
    signaling.addEventListener('statechange', () =>
      this.#each(({ link, path }) => link.pathOpened(path)),
    );
  }

  /** Opens the conversation of one call. Its relay path follows the peer's address. */
  open(options: RoutedLinkOptions): Link {
    const { callId, address, peerKey, onAddress, onUndeliverable, onRefused } = options;
    const seal = new EnvelopeSeal(options);
    const isAnyones = () => peerKey !== undefined && !seal.isProven;
    const path = new RelayPath({ signaling: this.#signaling, address, seal, onRefused });
    // By the peer's own word; the path may lead elsewhere by the app's.
    let peerAddress = address;
    const link = new Link({
      ...options,
      onAddress: (newAddress) => {
        if (newAddress === peerAddress && newAddress === path.address) return;
        peerAddress = newAddress;
        // The peer is moving; if we moved at the same time, neither might find the other.
        this.#signaling.keepAddress(MOVE_MS);
        onAddress(newAddress);
        this.redirect(callId, newAddress);
      },
      onClose: () => {
        // A stranger may have used the id before the caller did; the call that is on now is not concerned.
        if (this.#routes.get(callId)?.link === link) this.#routes.delete(callId);
        const tombstone = { content: link.tombstone, seal };
        this.#remember(isAnyones() ? pairKey(callId, address) : callId, tombstone);
      },
    });
    link.addPath(path);
    // It may have been closed here before, to go on now.
    this.#tombstones.delete(callId);
    this.#routes.set(callId, { link, path, seal, isAnyones, onUndeliverable });
    return link;
  }

  /** Sends what is for the peer to another address from now on. What the peer says keeps precedence. */
  redirect(callId: string, address: string): void {
    const route = this.#routes.get(callId);
    if (!route) return;
    route.path.address = address;
    // What went to the old address may never have come.
    route.link.pathOpened(route.path);
  }

  /** What the two ends of a call have agreed on, once they have. */
  keysOf(callId: string): CallKeys | null {
    return this.#routes.get(callId)?.seal.keys ?? null;
  }

  /** Whether the call is going on, or over and remembered; with `from`, also if it is over with that address alone. */
  knows(callId: string, from = ''): boolean {
    return this.#routes.has(callId) || this.#tombstoneOf(callId, from) !== undefined;
  }

  /** Leaves a conversation to another page: nothing that still comes is answered here. */
  leave(callId: string): void {
    this.#routes.get(callId)?.link.close();
    this.#tombstones.delete(callId);
  }

  /** Takes note of an unknown call that nothing is to come of: what still comes of it is acknowledged, and that is all. */
  dismiss(callId: string): void {
    if (!this.knows(callId)) this.#remember(callId, { content: {}, seal: null });
  }

  /** Answers an unknown call with one last word, and remembers it as over. */
  refuse(envelope: Envelope, from: string, lastWord: JsonValue): void {
    const content = { payload: JSON.stringify(lastWord), final: true };
    this.#remember(pairKey(envelope.callId, from), { content, seal: null });
    void this.#answerIfOver(envelope, from);
  }

  #receive({ message, from }: SignalingMessageEvent): void {
    const envelope = parseEnvelope(message);
    // What was sent from elsewhere than it says is a copy, or a lie.
    if (envelope === null || (envelope.address ?? from) !== from) return;
    if (this.knows(envelope.callId, from)) void this.#receiveKnown(envelope, from);
    else this.onStranger?.(envelope, from);
  }

  async #receiveKnown(envelope: Envelope, from: string): Promise<void> {
    const route = this.#routes.get(envelope.callId);
    if (route && (await route.seal.isAuthentic(envelope, from))) {
      route.link.receive(envelope, 'relay');
    } else if (route?.seal.isIntroduction(envelope)) {
      // Perhaps the caller, who has lost its connection before it heard of us: with our key it can show that when it
      // repeats itself. The address of the call stays what it is until then.
      route.link.introduceOn(this.#pathTo(from, route.seal));
    } else if (route?.isAnyones()) {
      this.onStranger?.(envelope, from);
    }
    await this.#answerIfOver(envelope, from);
  }

  // An acknowledgement is never answered, so two ends that are both over fall silent.
  async #answerIfOver(envelope: Envelope, from: string): Promise<void> {
    const { callId, seq } = envelope;
    const tombstone = this.#tombstoneOf(callId, from);
    if (tombstone === undefined || seq === undefined) return;
    const { content, seal } = tombstone;
    if (seal && !(await seal.isAuthentic(envelope, from))) return;
    this.#pathTo(from, seal).send({ v: ENVELOPE_VERSION, callId, ack: seq, ...content });
  }

  #pathTo(address: string, seal: EnvelopeSeal | null): RelayPath {
    // If the answer can't be sent, there is nobody here to tell: it was asked for from outside.
    const onRefused = (): void => undefined;
    return new RelayPath({ signaling: this.#signaling, address, seal, onRefused });
  }

  #tombstoneOf(callId: string, from: string): Tombstone | undefined {
    return this.#tombstones.get(callId) ?? this.#tombstones.get(pairKey(callId, from));
  }

  #remember(key: string, tombstone: Tombstone): void {
    this.#tombstones.set(key, tombstone);
    const [oldest = key] = this.#tombstones.keys();
    if (this.#tombstones.size > MAX_REMEMBERED) this.#tombstones.delete(oldest);
  }

  #undeliverable({ to, code }: UndeliverableEvent): void {
    this.#each(({ link, path, onUndeliverable }) => {
      if (path.address !== to) return;
      // Nobody is there to acknowledge the last word.
      if (link.isFinishing) link.close();
      else onUndeliverable(code);
    });
  }

  // A copy: a visit may end a call and the app begin another, which is not concerned.
  #each(visit: (route: Route) => void): void {
    for (const route of [...this.#routes.values()]) visit(route);
  }
}

function pairKey(callId: string, address: string): string {
  return `${callId} ${address}`;
}
