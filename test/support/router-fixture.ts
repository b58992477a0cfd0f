import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import { createCallId } from '../../src/link/call-id.js';
import { LinkRouter, type RoutedLinkOptions } from '../../src/link/link-router.js';
import type { Link } from '../../src/link/link.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { createMemorySignaling } from '../../src/testing.js';
import { CryptoWatch } from './crypto-watch.js';
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
  readonly undeliverable: string[];
  /** The peer's address, as the link knows it at present. */
  readonly peer: { address: string };
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
    const peer = { address };
    const link = router.open({
      callId: this.callId,
      address,
      clock: this.#clock,
      timing: DEFAULT_LINK_TIMING,
      deliver: (message) => delivered.push(message),
      onAddress: (newAddress) => (peer.address = newAddress),
      onUndeliverable: (code) => undeliverable.push(code),
      onUnsendable: (error) => undeliverable.push(String(error)),
      ...options,
    });
    this.#links.push(link);
    return { link, delivered, undeliverable, peer };
  }

  /** Moves the clock on, and waits for what WebCrypto does meanwhile. */
  async pass(ms: number): Promise<void> {
    await this.#webCrypto.pass(this.#clock, ms);
  }

  async end(): Promise<void> {
    for (const link of this.#links) link.close();
    await this.pass(DEFAULT_LINK_TIMING.farewellMs);
    this.#webCrypto.uninstall();
    expect(this.#clock.pending, 'timers left').to.equal(0);
    for (const client of this.#clients) client.close();
  }
}
