import type { Random } from '../../src/signaling/memory/seeded-random.js';

/** Unusual values that a guard must reject without throwing. */
const ODDITIES: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => 0,
  () => -1,
  () => 1e308 * 10,
  () => Number.NaN,
  () => 2 ** 53,
  () => '',
  () => '\u0000',
  () => '\ud800',
  () => '\ufeff',
  () => '__proto__',
  () => 'constructor',
  () => 'x'.repeat(5_000),
  () => [],
  () => [[]],
  () => ({}),
  () => JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
  () => ({ toString: 'x', valueOf: null }),
  () => Array.from({ length: 300 }, () => ({ candidate: 'x' })),
  () => JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown,
];

const KEYS = ['__proto__', 'constructor', 'toString', 'type', 'length', 'sdp', 'hasOwnProperty'];

/** A deep copy of `value` with random changes, which depend on the seed. */
export function mutate(value: unknown, random: Random): unknown {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const oddity = () => pick(ODDITIES)();

  const visit = (item: unknown): unknown => {
    const chance = random();
    if (chance < 0.06) return oddity();
    if (typeof item === 'string' && chance < 0.2) return scramble(item);
    if (Array.isArray(item)) return item.flatMap((entry) => entries(entry));
    if (typeof item !== 'object' || item === null) return item;
    const copy: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(item)) {
      if (random() > 0.05) copy[key] = visit(entry);
    }
    if (random() < 0.15) {
      // As JSON.parse does: an own field, whatever its name.
      Object.defineProperty(copy, pick(KEYS), {
        value: oddity(),
        enumerable: true,
        writable: true,
      });
    }
    return copy;
  };
  const entries = (entry: unknown): unknown[] =>
    random() < 0.1 ? [] : random() < 0.1 ? [visit(entry), visit(entry)] : [visit(entry)];
  const scramble = (text: string): string => {
    const at = Math.floor(random() * text.length);
    const length = Math.floor(random() * 40);
    return pick([
      text.slice(0, at),
      text.slice(0, at) + text.slice(at + length),
      text.slice(0, at) + text.slice(at, at + length) + text.slice(at),
      `${text.slice(0, at)}\u0000${text.slice(at)}`,
      `${text.slice(0, at)}\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n${text.slice(at)}`,
      text.toUpperCase(),
    ]);
  };
  return visit(value);
}
