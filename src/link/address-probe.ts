import type { Clock } from '../internal/clock.js';
import { RateLimit } from '../internal/rate-limit.js';
import { Timer } from '../internal/timer.js';

/** The peer's own message from its new address mostly comes within this, and proves it without our asking. */
const FIRST_PROBE_MS = 500;
/** Each further probe of the same address waits twice as long. */
const MAX_PROBES = 5;

/** A peer has a new address once in two hours. One that claims more of them has us write to strangers. */
const MAX_CLAIMS = 3;
const CLAIMS_WINDOW_MS = 60_000;

/** How often we answer the peer's probes. */
const MAX_ECHOES = 10;

export interface AddressProbeOptions {
  readonly clock: Clock;
  /** Asks whoever is at `address` to answer with this number. */
  readonly sendProbe: (address: string, probe: number) => void;
  readonly sendEcho: (address: string, echo: number) => void;
  /** A claim is taken seriously. */
  readonly onClaim: () => void;
  /** The peer has answered from `address`. */
  readonly onProved: (address: string) => void;
}

/**
 * Finds out whether the peer can be reached at an address that it claims. Nothing else is sent there before the peer has
 * answered from it, with its keys and through the relay: it may be somebody else's address.
 */
export class AddressProbe {
  readonly #options: AddressProbeOptions;
  readonly #timer: Timer;
  readonly #claims: RateLimit;
  readonly #echoes: RateLimit;
  #address: string | null = null;
  #number = 0;
  #sent = 0;

  constructor(options: AddressProbeOptions) {
    const { clock } = options;
    this.#options = options;
    this.#timer = new Timer(clock, () => this.#probe());
    this.#claims = new RateLimit(clock, MAX_CLAIMS, CLAIMS_WINDOW_MS);
    this.#echoes = new RateLimit(clock, MAX_ECHOES, CLAIMS_WINDOW_MS);
  }

  /** The peer says that it is at `address`. */
  claim(address: string): void {
    if (address === this.#address || !this.#claims.spend()) return;
    this.#address = address;
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    this.#number = random >>> 1 || 1;
    this.retry();
    this.#options.onClaim();
  }

  /** Our connection to the relay is back: what was asked over the last one may be lost. */
  retry(): void {
    if (this.#address === null) return;
    this.#sent = 0;
    this.#timer.start(FIRST_PROBE_MS);
  }

  /** The peer has sent this number from `address`, as the relay says. */
  echoed(address: string, echo: number): void {
    if (address !== this.#address || echo !== this.#number) return;
    this.stop();
    this.#options.onProved(address);
  }

  /** The peer wants to know whether we are here. */
  probed(from: string, probe: number): void {
    if (this.#echoes.spend()) this.#options.sendEcho(from, probe);
  }

  /** The claim is settled, or nobody asks any more. */
  stop(): void {
    this.#address = null;
    this.#timer.stop();
  }

  #probe(): void {
    if (this.#address === null) return;
    this.#sent += 1;
    this.#options.sendProbe(this.#address, this.#number);
    if (this.#sent < MAX_PROBES) this.#timer.start(FIRST_PROBE_MS * 2 ** this.#sent);
  }
}
