import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { inviteLinkTarget, peerAddressTarget } from './parsers/addresses.js';
import { callMessageTarget } from './parsers/call-message.js';
import { candidateTarget } from './parsers/candidates.js';
import { envelopeTarget, envelopeTextTarget } from './parsers/envelope.js';
import { frameTarget, relayTarget } from './parsers/frames.js';
import { sdpTarget } from './parsers/sdp.js';
import { shorten, type Target } from './target.js';

const TARGETS = [
  envelopeTarget,
  envelopeTextTarget,
  callMessageTarget,
  frameTarget,
  relayTarget,
  sdpTarget,
  candidateTarget,
  peerAddressTarget,
  inviteLinkTarget,
] as readonly Target[];

/** What one round found: the message with this seed, given to every parser. */
export interface ParserRound {
  /** By the name of the parser, whether it has taken its message. */
  readonly taken: { readonly [name: string]: boolean };
  readonly failures: readonly { readonly what: string; readonly input: string }[];
}

export const PARSERS: { readonly [name: string]: number } = Object.fromEntries(
  TARGETS.map(({ name, leastShare }) => [name, leastShare]),
);

/** Gives every parser one message. Each message depends on the seed alone, so one seed is enough to see it again. */
export async function fuzzParsers(seed: number): Promise<ParserRound> {
  const taken: { [name: string]: boolean } = {};
  const failures: { what: string; input: string }[] = [];
  for (const { name, make, check } of TARGETS) {
    const input = make(createSeededRandom(seed));
    try {
      taken[name] = await check(input);
    } catch (error) {
      failures.push({ what: `${name}: ${String(error)}`, input: shorten(toText(input)) });
    }
    if ('polluted' in {}) failures.push({ what: `${name}: polluted`, input: toText(input) });
  }
  return { taken, failures };
}

function toText(input: unknown): string {
  try {
    return JSON.stringify(input) ?? String(input);
  } catch {
    return String(input);
  }
}
