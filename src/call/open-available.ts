import { type CallError, type CallErrorDevice } from './call-error.js';
import { toMediaError } from './media-error.js';

/** Opens microphone and camera together, as `getUserMedia` does. */
export type OpenMedia = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

export interface AvailableMedia {
  readonly tracks: readonly MediaStreamTrack[];
  readonly errors: readonly CallError[];
}

/**
 * Opens as much as can be had: both devices with one question to the user, and if that fails, each by itself, because
 * `getUserMedia` gives nothing at all where one of two devices is missing.
 */
export async function openAvailable(
  open: OpenMedia,
  constraints: MediaStreamConstraints,
): Promise<AvailableMedia> {
  const { audio, video } = constraints;
  const wantsBoth = audio !== false && video !== false;
  const only: CallErrorDevice = audio === false ? 'camera' : 'microphone';
  try {
    return { tracks: (await open(constraints)).getTracks(), errors: [] };
  } catch (error) {
    if (!wantsBoth) return { tracks: [], errors: [toMediaError(error, only)] };
    const mediaError = toMediaError(error);
    if (!(await isWorthASecondTry(mediaError))) return { tracks: [], errors: [mediaError] };
  }
  const tracks: MediaStreamTrack[] = [];
  const errors: CallError[] = [];
  for (const [device, wanted] of [
    ['microphone', { audio: audio ?? true }],
    ['camera', { video: video ?? true }],
  ] as const) {
    try {
      tracks.push(...(await open(wanted)).getTracks());
    } catch (error) {
      errors.push(toMediaError(error, device));
    }
  }
  return { tracks, errors };
}

// After a refusal a second question would only annoy, unless one of the two is known to be allowed.
async function isWorthASecondTry({ code }: CallError): Promise<boolean> {
  if (code === 'insecure-context' || code === 'not-supported') return false;
  if (code !== 'permission-denied') return true;
  return (await isGranted('microphone')) || (await isGranted('camera'));
}

async function isGranted(name: 'microphone' | 'camera'): Promise<boolean> {
  try {
    // Not every browser's types and queries know these two names (Firefox learnt them late).
    const status = await navigator.permissions.query({ name });
    return status.state === 'granted';
  } catch {
    return false;
  }
}
