const MAX_CODE_POINTS = 64;

// Control characters and the invisible ones that turn the reading direction round (RFC 8264, section 9.9 and 9.13)
// could make one address look like another.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** An address from outside, fit to be shown as text: nothing invisible in it, and not endless. */
export function displayId(id: string): string {
  const codePoints = [...id.slice(0, MAX_CODE_POINTS * 4).replace(INVISIBLE, '')];
  const shown = codePoints.slice(0, MAX_CODE_POINTS).join('');
  return codePoints.length > MAX_CODE_POINTS ? `${shown}…` : shown;
}
