/** In code points: longer than names are, and short enough for a line. */
const MAX_LENGTH = 64;
/** In UTF-16 units: what is behind them is not looked at. */
const MAX_READ = 1_000;

/** Control characters (other than white space), halves of surrogate pairs, and what turns the direction of writing. */
export const UNWANTED = /(?!\s)[\p{Cc}\p{Cs}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Anything that can be seen. */
export const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{C}]/u;

/**
 * A name as it may be shown, in one line of plain text; `null` if nothing is left of it. The peer's may be anything, so it
 * goes through this, too.
 */
export function toDisplayName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, MAX_READ)
    .replace(UNWANTED, '')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .trim();
  return VISIBLE.test(text) ? cut(text).trim() : null;
}

/** Cuts between two characters as a reader sees them; where the first has no end within the limit, inside of it. */
function cut(text: string): string {
  const start = [...text].slice(0, MAX_LENGTH).join('');
  if (start === text) return text;
  // Firefox has it since version 125.
  const segments =
    (Intl.Segmenter as typeof Intl.Segmenter | undefined) && new Intl.Segmenter().segment(text);
  return text.slice(0, segments?.containing(start.length)?.index ?? start.length) || start;
}
