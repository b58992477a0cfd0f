import { createCallId } from '../../src/link/call-id.js';
import { LinkRouter, type RoutedLinkOptions } from '../../src/link/link-router.js';
import type { Link } from '../../src/link/link.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import { createMemorySignaling } from '../../src/testing.js';
import { CryptoWatch } from './crypto-watch.js';
import { ManualClock } from './manual-clock.js';

/** Routers on one network, whose links are of one call and live by one clock. */
export class RouterStage {
  readonly callId = createCallId();
  /** What all links have delivered, in order. */
  readonly delivered: unknown[] = [];
  readonly #clock = new ManualClock();
  readonly #network = createMemorySignaling({ clock: this.#clock });
  readonly #webCrypto = new CryptoWatch();
  readonly #links: Link[] = [];

  constructor() {
    this.#webCrypto.install();
  }

  async join(id: string): Promise<LinkRouter> {
    const client = this.#network.connect(id);
    const opened = client.open();
    await this.#clock.advance(0);
    await opened;
    return new LinkRouter(client);
  }

  open(router: LinkRouter, address: string, options: Partial<RoutedLinkOptions> = {}): Link {
    const link = router.open({
      callId: this.callId,
      address,
      clock: this.#clock,
      timing: DEFAULT_LINK_TIMING,
      deliver: (message) => this.delivered.push(message),
      onAddress: () => undefined,
      onUndeliverable: () => undefined,
      onRefused: () => undefined,
      ...options,
    });
    this.#links.push(link);
    return link;
  }

  /** Lets so much time pass, and all that comes of it. */
  async pass(ms: number): Promise<void> {
    await this.#webCrypto.pass(this.#clock, ms);
  }

  async end(): Promise<void> {
    for (const link of this.#links) link.close();
    await this.pass(DEFAULT_LINK_TIMING.farewellMs);
    this.#webCrypto.uninstall();
  }
}
