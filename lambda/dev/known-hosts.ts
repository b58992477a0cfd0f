import type { IncomingHttpHeaders } from 'node:http';

/** Names and addresses of this computer that no web site can have (RFC 6761, section 6.3). */
const THIS_COMPUTER = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;
const ALL_ADDRESSES = ['0.0.0.0', '[::]'];
/** As `URL` writes them: it turns every spelling of an IPv4 address into four numbers, and leaves names with letters. */
const ADDRESS = /^(?:\d+(?:\.\d+){3}|\[.*\])$/;
/** A name or an address and nothing more; IPv6 in brackets. */
const NAME = /^(?:[^\s:/\\?#@[\]*]+|\[[\da-f:.]+\])$/i;
const NAME_AND_PORT = /^(.*?)(?::\d+)?$/;

/**
 * The names by which the server answers. To a browser a name stands for whatever address its owner says, also for
 * 127.0.0.1 ("DNS rebinding"): by the name alone a server can tell that a page is not its own. And a WebSocket may be
 * opened by every page there is, so for those the page's own host counts too.
 */
export class KnownHosts {
  readonly #names: ReadonlySet<string>;
  readonly #everyAddress: boolean;
  readonly #home: string;

  /**
   * @param bound the address that the server listens on; if that is all of them, it answers to every address
   * @param names what else it answers to: names, or addresses
   * @param protocol the one that it speaks
   */
  constructor(bound: string, names: readonly string[], protocol: 'http' | 'https' = 'http') {
    this.#home = `${protocol}://localhost`;
    const known = [bound, ...names].map(readHostName).filter((name) => name !== null);
    this.#names = new Set(known);
    this.#everyAddress = ALL_ADDRESSES.some((address) => known[0] === address);
  }

  /** One sentence that says why a request is not answered and what to do, or `null` if it is. */
  refusalOf({ host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>): string | null {
    const name = readHostName(NAME_AND_PORT.exec(host ?? '')?.[1] ?? '');
    if (name === null) {
      return `This development server was given no host name that it can read: open it as ${this.#home}.`;
    }
    if (!this.#knows(name) && !(this.#everyAddress && ADDRESS.test(name))) {
      return (
        `This development server does not answer to "${name}": open it as ${this.#home}, ` +
        `or start it with --allow-host ${name}.`
      );
    }
    if (origin === undefined) return null; // not a browser
    const page = readOrigin(origin);
    if (page === null) {
      return `This development server takes connections from http and https pages only: open yours from ${this.#home}.`;
    }
    // An address on the internet may belong to anybody, so not each of them is trusted here, but the server's own.
    if (this.#knows(page) || page === name) return null;
    return (
      `This development server takes no connections from pages of "${page}": open yours from ${this.#home}, ` +
      `or start the server with --allow-host ${page}.`
    );
  }

  #knows(name: string): boolean {
    return THIS_COMPUTER.test(name) || this.#names.has(name);
  }
}

/**
 * A host name or an address without a port, in the way in which `URL` writes it. `null` if it is neither.
 *
 * @param text IPv6 with or without brackets
 */
export function readHostName(text: string): string | null {
  const name = isBareIpv6(text) ? `[${text}]` : text;
  if (!NAME.test(name)) return null;
  try {
    return new URL(`http://${name}`).hostname.replace(/\.$/, '') || null;
  } catch {
    return null;
  }
}

function isBareIpv6(text: string): boolean {
  return text.includes(':') && /^[\da-f:.]+$/i.test(text) && text.split(':').length > 2;
}

/** The host of a page, or `null` if it has none, as a page from a file or in a sandbox. */
function readOrigin(origin: string): string | null {
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(origin) ?? [];
  return host === undefined ? null : readHostName(NAME_AND_PORT.exec(host)?.[1] ?? '');
}
