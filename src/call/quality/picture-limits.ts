import type { PlannedLimit } from '../terms/call-report.js';
import { linesWith } from './picture-size.js';
import type { VideoPlan } from './sending-plan.js';

/** What a plan for the camera was made by. */
export interface CameraLimits {
  /** What the line carries, in bit/s. */
  readonly line: number;
  /** The most that the apps of both sides let the camera take, and what is worth sending of it, in bit/s. */
  readonly maxBitrate: number;
  readonly enoughBitrate: number;
  /** Of the camera's own pictures. */
  readonly lines: number;
  /** The processor was too slow for more lines, or for the codec that would be sent. */
  readonly isSlow: boolean;
  readonly hasLightCodec: boolean;
}

/**
 * Why a plan makes the camera's pictures less than they could be. `nothing`: they have all that is worth sending, or that the
 * apps allow; `null`: the browser may still make less of them by itself.
 */
export function limitOfCamera(
  { lines }: VideoPlan,
  { line, maxBitrate, ...by }: CameraLimits,
): PlannedLimit | null {
  const wanted = Math.min(linesWith(maxBitrate), by.lines);
  if (lines !== null && lines < wanted) {
    const isLineEnough = linesWith(Math.min(line, maxBitrate)) > lines;
    return by.isSlow && isLineEnough ? 'processor' : 'bandwidth';
  }
  if (by.hasLightCodec) return 'processor';
  return line >= Math.min(maxBitrate, by.enoughBitrate) ? 'nothing' : null;
}

/**
 * The same of a screen, of which there are only ever fewer pictures.
 *
 * @param line what the line carries, in bit/s
 * @param isForTheLine that there are fewer: not for what the apps allow
 */
export function limitOfScreen(
  { maxFramerate, maxBitrate }: VideoPlan,
  line: number,
  isForTheLine: boolean,
): PlannedLimit | null {
  if (line >= maxBitrate) return 'nothing';
  return maxFramerate !== null && isForTheLine ? 'bandwidth' : null;
}
