import { CallError } from '../terms/call-error.js';
import type { CallOptions, ScreenShareOptions } from '../terms/call-options.js';

/** https://www.w3.org/TR/screen-capture/; each browser knows some of these. */
interface DisplayMediaOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude';
  readonly systemAudio: 'include' | 'exclude';
  readonly windowAudio: 'system' | 'exclude';
}

type AudioSettings = MediaTrackSettings & { readonly restrictOwnAudio?: boolean };

/** The sound of a screen is no voice: what cleans voices would spoil music. */
const PLAIN_SOUND = {
  restrictOwnAudio: true,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** What may be shared, and the reason why its sound is not part of it although the user wanted that. */
export interface ScreenCapture {
  readonly stream: MediaStream;
  readonly soundLost: CallError | null;
}

/**
 * Lets the user choose a screen, a window or a tab, with its sound where it is certain that the call itself is not in it: the
 * peer would hear its own voice. The sound of another tab is free of it. That of the system is where the browser leaves its
 * own sound out (`restrictOwnAudio`, Chromium since 141), and says so in the settings of the track. Where a browser can't, it
 * is asked for the sound of tabs alone.
 */
export async function captureScreen(
  mediaDevices: NonNullable<CallOptions['mediaDevices']>,
  { audio }: ScreenShareOptions,
): Promise<ScreenCapture> {
  const supported = navigator.mediaDevices?.getSupportedConstraints?.() ?? {};
  const canRestrict = 'restrictOwnAudio' in supported;
  let excludesItself = false;
  const request: DisplayMediaOptions = {
    video: true,
    audio: audio === false ? false : PLAIN_SOUND,
    systemAudio: canRestrict ? 'include' : 'exclude',
    windowAudio: canRestrict ? 'system' : 'exclude',
    // A browser that does not know this option does not read it, and may offer the tab of the call itself.
    get selfBrowserSurface() {
      excludesItself = true;
      return 'exclude' as const;
    },
  };
  const stream = await mediaDevices.getDisplayMedia(request);
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  if (!sound) return { stream, soundLost: null };
  const isTab = picture?.getSettings().displaySurface === 'browser';
  const { restrictOwnAudio } = sound.getSettings() as AudioSettings;
  const isFreeOfEcho = isTab ? excludesItself : restrictOwnAudio === true;
  if (audio !== false && isFreeOfEcho) return { stream, soundLost: null };
  sound.stop();
  stream.removeTrack(sound);
  const sentence = 'screen: shared without sound, the call would be in it; share a tab instead.';
  const soundLost = new CallError('not-supported', sentence, {
    device: 'screen',
    reason: 'own-sound',
  });
  return { stream, soundLost: audio === false ? null : soundLost };
}
