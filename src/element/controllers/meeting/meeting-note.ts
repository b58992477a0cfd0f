import { isJsonObject, parseJson } from '../../../internal/json-value.js';

/** How long a page may take to load again, in milliseconds: as long as the other side of a call waits for that. */
const MAX_AWAY_MS = 30_000;
const keyOf = (room: string) => `p2p-video-call:room:${room}`;

/** What a page that is left says to the one that is loaded next in the same tab. */
export interface MeetingNote {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** How a page comes that the user takes for the same one. A link that somebody has sent is none. */
const RETURNS = ['reload', 'back_forward'];

/** Whether `page` has been loaded again, or gone back to. */
export function isReturn(page: Window): boolean {
  const [navigation] = page.performance.getEntriesByType('navigation');
  return RETURNS.includes((navigation as PerformanceNavigationTiming | undefined)?.type ?? '');
}

/** Of a reload the user expects that it changes nothing: the room is joined again. */
export function leaveNote(page: Window, room: string, note: MeetingNote): void {
  const { microphone, camera } = note;
  try {
    const text = JSON.stringify({ microphone, camera, atMs: Date.now() });
    page.sessionStorage.setItem(keyOf(room), text);
  } catch {
    // A page without storage: the user joins again.
  }
}

/** Reads the note once; `null` if there is none, or it is old. */
export function takeNote(page: Window, room: string): MeetingNote | null {
  try {
    const note = parseJson(page.sessionStorage.getItem(keyOf(room)) ?? '');
    page.sessionStorage.removeItem(keyOf(room));
    if (!isJsonObject(note)) return null;
    const ageMs = Date.now() - Number(note.atMs);
    if (!(ageMs >= 0 && ageMs < MAX_AWAY_MS)) return null;
    return { microphone: note.microphone === true, camera: note.camera === true };
  } catch {
    return null;
  }
}
