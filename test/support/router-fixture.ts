import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import { createCallId } from '../../src/link/call-id.js';
import type { Envelope } from '../../src/link/envelope.js';
import { LinkRouter, type RoutedLinkOptions } from '../../src/link/link-router.js';
import type { Link } from '../../src/link/link.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { createMemorySignaling } from '../../src/testing.js';
import { CryptoWatch } from './crypto-watch.js';
import { FakePath } from './fake-path.js';
import { ManualClock } from './manual-clock.js';

/** One router and its address on the network. */
export interface Party {
  readonly client: MemorySignalingClient;
  readonly router: LinkRouter;
  /** Everything that arrived at the address. */
  readonly inbox: { readonly from: string; readonly message: JsonValue }[];
}

export interface Conversation {
  readonly link: Link;
  readonly delivered: unknown[];
  /** How often somebody has answered without the secret. */
  readonly otherSecrets: { count: number };
  readonly undeliverable: string[];
  /** The peer's address, as the link knows it at present. */
  readonly peer: { address: string };
}

/** The caller's side, then the callee's. */
export type ConversationPair = readonly [caller: Conversation, callee: Conversation];

export interface RingOptions {
  readonly callId?: string;
  readonly caller?: Partial<RoutedLinkOptions>;
  readonly callee?: Partial<RoutedLinkOptions>;
}

/** Routers on one network in memory, on one manual clock. To be made before each test and ended after it. */
export class RouterFixture {
  /** The call of every conversation for which no other is given. */
  readonly callId = createCallId();
  readonly network;
  readonly #clock = new ManualClock();
  readonly #webCrypto = new CryptoWatch();
  readonly #links: Link[] = [];
  readonly #clients: MemorySignalingClient[] = [];

  constructor() {
    this.network = createMemorySignaling({ clock: this.#clock });
    this.#webCrypto.install();
  }

  async join(id: string): Promise<Party> {
    const client = this.network.connect(id);
    this.#clients.push(client);
    await client.open();
    const inbox: { from: string; message: JsonValue }[] = [];
    client.addEventListener('message', ({ from, message }) => inbox.push({ from, message }));
    return { client, router: new LinkRouter(client), inbox };
  }

  open({ router }: Party, address: string, options: Partial<RoutedLinkOptions> = {}): Conversation {
    const delivered: unknown[] = [];
    const undeliverable: string[] = [];
    const otherSecrets = { count: 0 };
    const peer = { address };
    const link = router.open({
      callId: this.callId,
      address,
      clock: this.#clock,
      timing: DEFAULT_LINK_TIMING,
      deliver: (message) => delivered.push(message),
      onAddress: (newAddress) => (peer.address = newAddress),
      onOtherSecret: () => (otherSecrets.count += 1),
      onUndeliverable: (code) => undeliverable.push(code),
      onUnsendable: (error) => undeliverable.push(String(error)),
      ...options,
    });
    this.#links.push(link);
    return { link, delivered, otherSecrets, undeliverable, peer };
  }

  /** A call that rings: the callee has the invitation, and nothing else has been said. */
  async ring(caller: Party, callee: Party, options: RingOptions = {}): Promise<ConversationPair> {
    const { callId = this.callId } = options;
    const calling = this.open(caller, callee.client.id!, { callId, ...options.caller });
    calling.link.send('invitation');
    return [calling, await this.pickUp(callee, options)];
  }

  /** Waits for an invitation, and opens the callee's side of its conversation. */
  async pickUp(callee: Party, options: RingOptions = {}): Promise<Conversation> {
    const { router } = callee;
    let invitation!: Envelope;
    let from!: string;
    router.onUnknownCall = (...latest) => ([invitation, from] = latest);
    await this.pass(0);
    router.onUnknownCall = null;
    const { callId, key, payload } = invitation;
    const called = this.open(callee, from, {
      callId,
      invitation: { key: key!, payload: payload! },
      ...options.callee,
    });
    called.link.receive(invitation, 'relay');
    called.delivered.length = 0;
    return called;
  }

  /** A call that is answered; nothing waits for its acknowledgement. */
  async connect(
    caller: Party,
    callee: Party,
    options: RingOptions = {},
  ): Promise<ConversationPair> {
    const [calling, called] = await this.ring(caller, callee, options);
    called.link.send('answer');
    await this.pass(1_000);
    calling.delivered.length = 0;
    return [calling, called];
  }

  /** Adds a direct path: what it carries is sealed and checked as on the data channel. */
  bridge(from: Conversation, to: Conversation): FakePath {
    const path = new FakePath('direct');
    path.onSend = (envelope) => void this.#carry(envelope, from, to);
    from.link.addPath(path);
    return path;
  }

  /** Moves the clock on, and waits for what WebCrypto does meanwhile. */
  async pass(ms: number): Promise<void> {
    await this.#webCrypto.pass(this.#clock, ms);
  }

  async #carry(envelope: Envelope, from: Conversation, to: Conversation): Promise<void> {
    const sealed = envelope.final
      ? from.link.seal.sealFinal(envelope)
      : await from.link.seal.seal(envelope);
    if (await to.link.seal.isAuthentic(sealed)) to.link.receive(sealed, 'direct');
  }

  async end(): Promise<void> {
    for (const link of this.#links) link.close();
    await this.pass(DEFAULT_LINK_TIMING.farewellMs);
    this.#webCrypto.uninstall();
    expect(this.#clock.pending, 'timers left').to.equal(0);
    for (const client of this.#clients) client.close();
  }
}
