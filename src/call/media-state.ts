/** What one side sends at the moment. */
export interface MediaState {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

export const NO_MEDIA: MediaState = { microphone: false, camera: false, screen: false };

export function isSameMedia(a: MediaState, b: MediaState): boolean {
  return a.microphone === b.microphone && a.camera === b.camera && a.screen === b.screen;
}
