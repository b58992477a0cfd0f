/** The name changes with the content, so what a browser has is right for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Browsers keep it, and ask each time whether it is still the one; the answer is short if it is. */
const ASK_FIRST = 'no-cache';

/** How long browsers may use a file without asking. */
export function cacheRuleOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return !/\.html?$/i.test(name) && hasHash(name) ? FOR_EVER : ASK_FIRST;
}

/**
 * Whether a build tool has put a hash of the content into the name, as in `index-4f9a1c3b.js` and `app.D3x_8aQz.css`. In
 * doubt not: a name with a version (`photo-2024.jpg`, `intro-h264main.mp4`) may get another content, which nobody would see
 * for a year.
 */
function hasHash(name: string): boolean {
  const parts = name.split('.').slice(0, -1);
  return parts.some((part) => {
    const tail = /(?:^|-)([A-Za-z0-9_]{8,})$/.exec(part)?.[1];
    return tail !== undefined && looksRandom(tail);
  });
}

function looksRandom(text: string): boolean {
  const groups = text.match(/\d+/g) ?? [];
  const hasLetters = /[A-Za-z]/.test(text);
  if (groups.length === 0 || !hasLetters) return false;
  if (/^[0-9a-f]+$/.test(text)) return true;
  return groups.length > 1 || (/[a-z]/.test(text) && /[A-Z]/.test(text));
}
