import type { Candidate } from '../terms/call-message.js';

/**
 * In one ICE generation. Browsers make a dozen. Chromium 156 takes the square of their number to close a connection: 7 s
 * for 1,000, 44 s for 2,000, during which the page stands still.
 */
const MAX_CANDIDATES = 100;

/** On one connection. It keeps those of the generations before: Chromium 156 closes 5 × 100 in 28 ms, 20 × 100 in 940 ms. */
const MAX_CANDIDATES_IN_ALL = 500;

/** Transport, address, port and type (RFC 8839, section 5.1). Browsers connect over UDP alone. */
const CANDIDATE = /^(?:a=)?candidate:\S+ (\d+) udp \d+ (\S+) (\d+) typ (\w+)/i;

/**
 * Four numbers up to 255, without leading zeros. Everything else is a name to Chromium 156: it asks the DNS for
 * `192.0.2.300`, and sends what is for `00.0.0.0` to this machine.
 */
const IPV4 = /^(?!127\.|0\.)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^[\da-f:]*:[\da-f:.]*$/i;
/** The unspecified and the loopback address, and IPv4 ones in the clothes of IPv6. */
const IPV6_REFUSED = /^\[(?:::|::1|::ffff:.*)\]$/;
/** A name that hides an address of the own network from everybody outside (mDNS). */
const HIDDEN = /^[\w-]+\.local$/i;

/**
 * Decides which of the peer's candidates reach the browser, which would try them all: no names to be resolved, no services
 * on this machine, nothing twice, and not more than a browser can close in no time.
 */
export class CandidateFilter {
  readonly #seen = new Set<string>();
  #count = 0;
  #credentials: string | undefined;

  /** Takes the candidates in a description, and returns it without those that are refused. */
  describe(sdp: string): string {
    const credentials = /^a=ice-ufrag:.*/m.exec(sdp)?.[0];
    // Other credentials are another ICE generation.
    if (credentials !== this.#credentials) this.#seen.clear();
    this.#credentials = credentials;
    return sdp.replace(/^a=candidate:.*\r\n/gim, (line) => (this.#admits(line.trim()) ? line : ''));
  }

  take(candidates: readonly Candidate[]): Candidate[] {
    return candidates.filter(({ candidate }) => this.#admits(candidate));
  }

  #admits(candidate: string): boolean {
    const [, component, address = '', port, type] = CANDIDATE.exec(candidate) ?? [];
    if (!isAdmissible(address)) return false;
    const key = [component, address, port, type].join(' ').toLowerCase();
    if (this.#seen.has(key) || this.#seen.size >= MAX_CANDIDATES) return false;
    if (this.#count >= MAX_CANDIDATES_IN_ALL) return false;
    this.#seen.add(key);
    this.#count += 1;
    return true;
  }
}

function isAdmissible(address: string): boolean {
  if (IPV4.test(address) || HIDDEN.test(address)) return true;
  if (!IPV6.test(address)) return false;
  try {
    // One address can be written in many ways; a URL has it in the shortest one.
    return !IPV6_REFUSED.test(new URL(`http://[${address}]`).hostname);
  } catch {
    return false;
  }
}
