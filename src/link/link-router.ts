import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { SignalingError } from '../signaling/signaling-error.js';
import type { SignalingMessageEvent, UndeliverableEvent } from '../signaling/signaling-events.js';
import { ENVELOPE_VERSION, parseEnvelope, type Envelope } from './envelope.js';
import { Link, type LinkOptions } from './link.js';
import { RelayPath } from './relay-path.js';

/** How many closed conversations are remembered, so that their late envelopes are answered and not taken for new. */
const MAX_REMEMBERED = 64;

export interface RoutedLinkOptions extends Omit<LinkOptions, 'onAddress' | 'onClose'> {
  readonly address: string;
  /** The peer's address is unknown to the relay, or refused by it. */
  readonly onUndeliverable: (code: string) => void;
  /** Signaling refuses a message for good. */
  readonly onRefused: (error: SignalingError) => void;
}

interface Route {
  readonly link: Link;
  readonly path: RelayPath;
  readonly onUndeliverable: (code: string) => void;
}

/** Takes an envelope that belongs to no conversation, present or past. */
export type StrangerHandler = (envelope: Envelope, from: string) => void;

/**
 * Shares one signaling client between conversations: brings each envelope to the link of its call, answers for the
 * calls that are over, and hands the rest to whoever listens for new calls.
 */
export class LinkRouter {
  readonly #signaling: SignalingClient;
  readonly #routes = new Map<string, Route>();
  readonly #epitaphs = new Map<string, Envelope>();
  #onStranger: StrangerHandler | null = null;
  #listeners: AbortController | null = null;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
  }

  /** While a handler is set, envelopes of unknown calls go to it. */
  set onStranger(handler: StrangerHandler | null) {
    this.#onStranger = handler;
    this.#listenWhileNeeded();
  }

  /** Opens the conversation of one call. Its relay path follows the peer's address. */
  open(options: RoutedLinkOptions): Link {
    const { address, onUndeliverable, onRefused, ...linkOptions } = options;
    const { callId } = options;
    const path = new RelayPath(this.#signaling, address, onRefused);
    const link = new Link({
      ...linkOptions,
      onAddress: (newAddress) => (path.address = newAddress),
      onClose: () => this.#forget(callId),
    });
    link.addPath(path);
    this.#routes.set(callId, { link, path, onUndeliverable });
    this.#listenWhileNeeded();
    return link;
  }

  /** Where the peer of a call is at present. */
  addressOf(callId: string): string | undefined {
    return this.#routes.get(callId)?.path.address;
  }

  /** Whether the call is going on, or over and remembered. */
  knows(callId: string): boolean {
    return this.#routes.has(callId) || this.#epitaphs.has(callId);
  }

  /** Takes note of a call that nothing is to come of: what still comes of it is acknowledged, and that is all. */
  dismiss(callId: string): void {
    this.#bury(callId, { v: ENVELOPE_VERSION, callId, ack: 0 });
  }

  /** Answers an unknown call with one last word, and remembers it as over. */
  refuse(envelope: Envelope, from: string, lastWord: JsonValue): void {
    this.#bury(envelope.callId, {
      v: envelope.v,
      callId: envelope.callId,
      ack: envelope.seq ?? 0,
      payload: JSON.stringify(lastWord),
    });
    this.#answerForClosed(envelope, from);
  }

  #receive(event: SignalingMessageEvent): void {
    const envelope = parseEnvelope(event.message);
    if (envelope === null) return;
    const route = this.#routes.get(envelope.callId);
    if (route !== undefined) {
      // The peer may have a new address after a reconnect: the newest message shows where it is now.
      if (route.link.isNewest(envelope)) route.path.address = event.from;
      route.link.receive(envelope, 'relay');
      if (route.link.isClosed) this.#answerForClosed(envelope, event.from);
    } else if (this.#epitaphs.has(envelope.callId)) {
      this.#answerForClosed(envelope, event.from);
    } else {
      this.#onStranger?.(envelope, event.from);
    }
  }

  // An acknowledgement is never answered, so two ends that are both over fall silent.
  #answerForClosed(envelope: Envelope, from: string): void {
    const epitaph = this.#epitaphs.get(envelope.callId);
    if (epitaph === undefined || envelope.seq === undefined) return;
    const path = new RelayPath(this.#signaling, from, () => undefined);
    if (path.isOpen) path.send({ ...epitaph, ack: Math.max(epitaph.ack, envelope.seq) });
  }

  #forget(callId: string): void {
    const route = this.#routes.get(callId);
    if (route === undefined) return;
    this.#routes.delete(callId);
    this.#bury(callId, route.link.epitaph);
    this.#listenWhileNeeded();
  }

  #bury(callId: string, epitaph: Envelope): void {
    this.#epitaphs.set(callId, epitaph);
    const oldest = this.#epitaphs.keys().next();
    if (this.#epitaphs.size > MAX_REMEMBERED && oldest.done !== true) {
      this.#epitaphs.delete(oldest.value);
    }
  }

  #listenWhileNeeded(): void {
    // A peer that has not heard of the end repeats itself, and is answered as long as the call is remembered.
    const isNeeded = this.#routes.size > 0 || this.#epitaphs.size > 0 || this.#onStranger !== null;
    if (isNeeded === (this.#listeners !== null)) return;
    if (!isNeeded) {
      this.#listeners?.abort();
      this.#listeners = null;
      return;
    }
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const signaling = this.#signaling;
    signaling.addEventListener('message', (event) => this.#receive(event), { signal });
    signaling.addEventListener('undeliverable', (event) => this.#undeliverable(event), { signal });
    signaling.addEventListener(
      'idchange',
      ({ id, previous }) => {
        if (previous !== null) this.#each(({ link }) => link.announce(id));
      },
      { signal },
    );
    signaling.addEventListener(
      'statechange',
      () => this.#each(({ link, path }) => link.pathOpened(path)),
      { signal },
    );
  }

  #undeliverable(event: UndeliverableEvent): void {
    this.#each(({ link, path, onUndeliverable }) => {
      if (path.address !== event.to) return;
      // Nobody is there to acknowledge the last word.
      if (link.isFinishing) link.close();
      else onUndeliverable(event.code);
    });
  }

  #each(visit: (route: Route) => void): void {
    for (const route of [...this.#routes.values()]) visit(route);
  }
}
