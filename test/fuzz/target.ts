import type { Random } from '../../src/signaling/memory/seeded-random.js';

/** One parser under fire. */
export interface Target<Input = unknown> {
  readonly name: string;
  /** A valid message with random changes, which depend on nothing but `random`. */
  readonly make: (random: Random) => Input;
  /**
   * Gives it to the parser.
   *
   * @returns whether the parser has taken it
   * @throws {Error} if the parser throws, or if what it has taken is not what callers rely on
   */
  readonly check: (input: Input) => boolean | Promise<boolean>;
  /** The share that must be taken, and refused, so that the changes are neither too wild nor too tame to show anything. */
  readonly leastShare: number;
}

/** Fails with what is wrong and with the value that shows it. */
export function wrong(what: string, value: unknown): never {
  throw new Error(`${what}: ${shorten(JSON.stringify(value) ?? String(value))}`);
}

export function shorten(text: string): string {
  const most = 2_000;
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

export function picker(random: Random): <T>(items: readonly T[]) => T {
  return (items) => items[Math.floor(random() * items.length)]!;
}
