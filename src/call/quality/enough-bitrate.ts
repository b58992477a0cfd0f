/** In bit/s, of a camera with 720 lines. */
const ENOUGH_FOR_720 = 2_000_000;

/**
 * More than this, in bit/s, does not show in the pictures of a camera with few lines, but costs the processors: with 2 Mbit/s
 * for 360 lines they had a third more to do. What an app calls text or detail may need all it can get.
 */
export function enoughBitrate(track: MediaStreamTrack | null): number {
  const { width = 1280, height = 720 } = track?.getSettings() ?? {};
  const share = Math.min(width, height) / 720;
  return share >= 1 || track?.contentHint ? Infinity : Math.round(ENOUGH_FOR_720 * share ** 1.5);
}
