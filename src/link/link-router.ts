import type { JsonValue } from '../internal/json-value.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { SignalingError } from '../signaling/signaling-error.js';
import type { SignalingMessageEvent, UndeliverableEvent } from '../signaling/signaling-events.js';
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

export interface RoutedLinkOptions extends Omit<LinkOptions, 'onClose'> {
  /** Where the peer is at first. */
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
 * calls that are over, and hands the rest to whoever listens for new calls. It lives as long as the client.
 */
export class LinkRouter {
  /** While a handler is set, envelopes of unknown calls go to it. */
  onStranger: StrangerHandler | null = null;
  readonly #signaling: SignalingClient;
  readonly #routes = new Map<string, Route>();
  /** What is still to be said in the calls that are over. */
  readonly #epitaphs = new Map<string, EnvelopeContent>();

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
    const { callId, address, onAddress, onUndeliverable, onRefused } = options;
    const path = new RelayPath(this.#signaling, address, onRefused);
    const link = new Link({
      ...options,
      onAddress: (newAddress) => {
        path.address = newAddress;
        onAddress(newAddress);
      },
      onClose: () => this.#bury(callId, link.epitaph),
    });
    link.addPath(path);
    this.#routes.set(callId, { link, path, onUndeliverable });
    return link;
  }

  /** Whether the call is going on, or over and remembered. */
  knows(callId: string): boolean {
    return this.#routes.has(callId) || this.#epitaphs.has(callId);
  }

  /** Takes note of an unknown call that nothing is to come of: what still comes of it is acknowledged, and that is all. */
  dismiss(callId: string): void {
    if (!this.knows(callId)) this.#bury(callId, {});
  }

  /** Answers an unknown call with one last word, and remembers it as over. */
  refuse(envelope: Envelope, from: string, lastWord: JsonValue): void {
    this.#bury(envelope.callId, { payload: JSON.stringify(lastWord) });
    this.#answerIfOver(envelope, from);
  }

  #receive({ message, from }: SignalingMessageEvent): void {
    const envelope = parseEnvelope(message);
    if (envelope === null) return;
    if (!this.knows(envelope.callId)) this.onStranger?.(envelope, from);
    else {
      this.#routes.get(envelope.callId)?.link.receive(envelope, 'relay', from);
      this.#answerIfOver(envelope, from);
    }
  }

  // An acknowledgement is never answered, so two ends that are both over fall silent.
  #answerIfOver({ callId, seq }: Envelope, from: string): void {
    const epitaph = this.#epitaphs.get(callId);
    if (epitaph === undefined || seq === undefined) return;
    // If signaling will not take the answer, there is nobody here to tell: the call is over.
    const path = new RelayPath(this.#signaling, from, () => undefined);
    path.send({ v: ENVELOPE_VERSION, callId, ack: seq, ...epitaph });
  }

  #bury(callId: string, epitaph: EnvelopeContent): void {
    this.#routes.delete(callId);
    this.#epitaphs.set(callId, epitaph);
    const [oldest = callId] = this.#epitaphs.keys();
    if (this.#epitaphs.size > MAX_REMEMBERED) this.#epitaphs.delete(oldest);
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
