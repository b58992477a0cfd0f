import type { PlannedLimit } from '../terms/call-report.js';

/** How one track of video is sent. */
export interface VideoPlan {
  /** At most so many lines; `null`: as many as the track has. */
  readonly lines: number | null;
  /** In bit/s. */
  readonly maxBitrate: number;
  /** Pictures per second; `null`: as many as the track has. */
  readonly maxFramerate: number | null;
  /**
   * `maintain-resolution`: if the browser can't keep up, it leaves pictures out, and each is sharp. `maintain-framerate`: it
   * makes them smaller.
   */
  readonly preference: 'maintain-resolution' | 'maintain-framerate';
  /** `video/H264` and the like, where the browser can change it in a call; left out: as it has been agreed on. */
  readonly codec?: string;
  /** Whether it is sent: as its device wants; not at all; or although its device is held back, to find out what the line carries. */
  readonly flow: 'as-wanted' | 'stopped' | 'trial';
}

/** How the voice is sent. */
export interface AudioPlan {
  /** Each packet also carries the one before it (RFC 2198). Only where both browsers can. */
  readonly isRedundant: boolean;
  /**
   * For a thin line: 16 kbit/s of Opus, 40 with all headers, in place of 32 and 55. RFC 7587, section 3.1.1 has 16 to 20 for
   * wideband speech.
   */
  readonly isThin: boolean;
  /**
   * 60 ms in each packet in place of 20: a third of the headers, 25 kbit/s in all. Only where nothing else helps, because
   * each packet that is lost is a gap three times as long.
   */
  readonly hasLongPackets: boolean;
}

/** How all is sent. */
export interface SendingPlan {
  readonly audio: AudioPlan;
  readonly camera: VideoPlan;
  readonly screen: VideoPlan;
  /** What keeps each from being sharper or smoother, as far as the plan does. */
  readonly limits: { readonly camera: PlannedLimit | null; readonly screen: PlannedLimit | null };
  /** Nothing of a video that was sent before is sent any more, not even what the peer asks for again. */
  readonly isHeld: boolean;
  /** The receiver plays the voice late, because of a jam that is over. */
  readonly isLate: boolean;
  /** People are told that video is not sent: the line is too thin for it, and the voice goes first. */
  readonly isPaused: boolean;
}

/** Pictures per second of who saves data. */
export const DATA_SAVER_FRAMERATE = 15;

/**
 * Until it is known what the line carries: pictures of 180 lines. The first is there sooner than one of 720 lines by about
 * 200 ms, and browsers would make theirs as small, after they have thrown a few away.
 */
export const START_LINES = 180;
/**
 * And for so much, in bit/s, which is plenty for such a picture. When it is allowed more, Chromium 156 tries at once what the
 * line carries, if it has found little so far; by itself it does so only some seconds later.
 */
export const START_BITRATE = 1_000_000;
