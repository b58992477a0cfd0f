import { createHash } from 'node:crypto';
import type { Sender } from '../service.js';

/** Keeps items that several instances of the function change at the same time: the store of rooms. */
export interface CountStore {
  /** `null` if there is none. Rejects if the store can't be reached. */
  read(key: string): Promise<{ readonly content: unknown; readonly version: string } | null>;
  /**
   * @param expected - the version that `read` gave
   * @param expiresAtMs - in milliseconds since 1970; from then on it need not be kept
   * @returns `false` if somebody else has changed it since: nothing is written then
   */
  write(
    key: string,
    content: object,
    expected: string | null,
    expiresAtMs: number,
  ): Promise<boolean>;
}

const WINDOW_MS = 3_600_000;
/**
 * A call needs credentials once, once more for each time that its line breaks, and in time before they end: with those of
 * Kinesis, good for 5 minutes, that is 15 times an hour. This leaves as much again for 45 more calls or repairs.
 */
const MAX_PER_CONNECTION = 60;
/** Behind one address may be an office, or with carrier-grade NAT a street. Whoever opens ever new connections stays below it. */
const MAX_PER_ADDRESS = 600;
/** Each means that another request from the same address was quicker. */
const MAX_ATTEMPTS = 5;

/** Lets a connection, and all connections from one IP address, have credentials so often in an hour. */
export class MintLimit {
  readonly #store: CountStore;

  constructor(store: CountStore) {
    this.#store = store;
  }

  /** Counts one. `false` if the sender has had as many as it may. Rejects if it can't be counted. */
  async spend({ connectionId, sourceIp }: Sender, nowMs: number): Promise<boolean> {
    const counted = await Promise.all([
      this.#count(`connection ${connectionId}`, MAX_PER_CONNECTION, nowMs),
      this.#count(`address ${networkOf(sourceIp)}`, MAX_PER_ADDRESS, nowMs),
    ]);
    return counted.every((isWithin) => isWithin);
  }

  async #count(name: string, limit: number, nowMs: number): Promise<boolean> {
    const hour = Math.floor(nowMs / WINDOW_MS);
    const key = `mint#${createHash('sha256').update(`${hour} ${name}`).digest('base64url')}`;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const item = await this.#store.read(key);
      const count = countIn(item?.content) + 1;
      if (count > limit) return false;
      const expected = item?.version ?? null;
      if (await this.#store.write(key, { count }, expected, (hour + 1) * WINDOW_MS)) return true;
    }
    return false;
  }
}

/** None where the item has expired, or is nobody's of ours. */
function countIn(content: unknown): number {
  const { count } = Object(content) as Partial<Record<string, unknown>>;
  return typeof count === 'number' && count >= 0 ? count : 0;
}

/** An IPv4 address, or the /64 of an IPv6 address: a single computer has all addresses of that. */
function networkOf(sourceIp: string): string {
  if (!sourceIp.includes(':')) return sourceIp;
  const [head = '', tail] = sourceIp.split('%')[0]?.toLowerCase().split('::') ?? [];
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const first = groups(head);
  const last = groups(tail ?? '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const all = tail === undefined ? first : [...first, ...zeros, ...last];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
