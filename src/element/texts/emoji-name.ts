import type { VerificationEmoji } from '../../call/terms/verification.js';
import type { Strings } from './strings.js';

/** What a picture of a code is called; in English where `text` has no name for it. */
export function emojiName(text: Strings, { symbol, name }: VerificationEmoji): string {
  const pairs = (text['emoji-names'] ?? '').split(',').map((pair) => pair.trim());
  const pair = pairs.find((candidate) => candidate.startsWith(symbol));
  return pair?.slice(symbol.length).trim() || name;
}
