import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
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
 * Kinesis, good for 5 minutes, that is 15 times an hour. Behind one address may be an office, or with carrier-grade NAT a
 * street. A limit for each connection would cost a read and a write more, and whoever wants more opens another connection.
 */
const MAX_IN_AN_HOUR = 600;
/** Each means that another request from the same address was quicker. */
const MAX_ATTEMPTS = 12;
/** The longest wait before the second attempt; before the third it is twice as long, and so on, up to the most. */
const JITTER_MS = 20;
/** All waits together take 1.5 s on average, 3 s at most: who asks waits 5 s. */
const MAX_JITTER_MS = 400;

/** `contended`: too many others with the same count were quicker. */
export type Spent = 'counted' | 'too-many' | 'contended';

/** Lets an account have credentials so often in an hour or, where no door has told whose, all connections from an IP address. */
export class MintLimit {
  readonly #store: CountStore;

  constructor(store: CountStore) {
    this.#store = store;
  }

  /** Counts one, if the sender has not had as many as it may. Rejects if the store can't be used. */
  async spend({ sourceIp, authorizer: { subject } }: Sender, nowMs: number): Promise<Spent> {
    const hour = Math.floor(nowMs / WINDOW_MS);
    const hasSubject = typeof subject === 'string' && subject !== '';
    const whose = hasSubject ? `subject ${subject}` : `address ${networkOf(sourceIp)}`;
    const name = `${hour} ${whose}`;
    const key = `mint#${createHash('sha256').update(name).digest('base64url')}`;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (attempt > 0)
        await wait(Math.random() * Math.min(JITTER_MS * 2 ** (attempt - 1), MAX_JITTER_MS));
      const item = await this.#store.read(key);
      const count = countIn(item?.content) + 1;
      if (count > MAX_IN_AN_HOUR) return 'too-many';
      const expected = item?.version ?? null;
      if (await this.#store.write(key, { count }, expected, (hour + 1) * WINDOW_MS))
        return 'counted';
    }
    return 'contended';
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
