/** In bit/s, of a camera with 720 lines. */
const ENOUGH_FOR_720 = 2_000_000;

/**
 * More than this, in bit/s, does not show in the pictures of a camera with few lines, but costs the processors: with 2 Mbit/s
 * for 360 lines they had a third more to do. What an app calls text or detail may need all it can get.
 */
export function enoughBitrate(track: MediaStreamTrack | null): number {
  const share = linesOf(track) / 720;
  return share >= 1 || track?.contentHint ? Infinity : Math.round(ENOUGH_FOR_720 * share ** 1.5);
}

/** The shorter side counts as lines: a phone held upright has more of them. */
export function linesOf(track: MediaStreamTrack | null): number {
  const { width = 1280, height = 720 } = track?.getSettings() ?? {};
  return Math.min(width, height);
}
