// Control characters but the tab and the new line, and what reverses the reading direction (UAX #9, explicit formatting):
// nobody types them, and they make one text look like another.
const UNSEEN = /[\0-\x08\x0B-\x1F\x7F-\x9F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const UNPAIRED = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** What somebody has written, without what can't be seen; lines end with `\n` alone. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(UNSEEN, '')
    .replace(UNPAIRED, '\uFFFD');
}

/** At most `length` characters (UTF-16), and no half of one at the end. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
