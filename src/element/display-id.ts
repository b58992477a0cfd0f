const MAX_CODE_POINTS = 64;

// Control characters, and invisible characters that reverse the reading direction, could make one address look like
// another (RFC 8264, sections 9.9 and 9.13).
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** An address from outside, made safe to show: without invisible characters, and not longer than 64 characters. */
export function displayId(id: string): string {
  const codePoints = [...id.slice(0, MAX_CODE_POINTS * 4).replace(INVISIBLE, '')];
  const shown = codePoints.slice(0, MAX_CODE_POINTS).join('');
  return codePoints.length > MAX_CODE_POINTS ? `${shown}…` : shown;
}
