import type { PictureLimit, PlannedLimit } from '../terms/call-report.js';

/**
 * What keeps a picture from being sharper or smoother. The browser knows nothing of what the call has left out before it, and
 * takes the most that the app allows for a thin line.
 *
 * @param browser what it says; `null` where it says nothing
 * @param planned what the call does by itself; `null` where it leaves that to the browser
 */
export function limitOfPicture(
  browser: PictureLimit | null,
  planned: PlannedLimit | null,
): PictureLimit | null {
  if (planned === 'nothing') return browser === 'bandwidth' ? 'nothing' : browser;
  return planned ?? browser;
}
