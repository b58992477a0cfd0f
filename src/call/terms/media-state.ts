import type { CallErrorDevice } from './call-error.js';

export type PerDevice<Value> = { readonly [Device in CallErrorDevice]: Value };

/** What one side sends at the moment. */
export interface MediaState {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** Does the same for each device; what comes of it is kept by device. */
export function eachDevice<Value>(valueOf: (device: CallErrorDevice) => Value): PerDevice<Value> {
  return {
    microphone: valueOf('microphone'),
    camera: valueOf('camera'),
    screen: valueOf('screen'),
  };
}

export const NO_MEDIA: MediaState = { microphone: false, camera: false, screen: false };

export function isSameMedia(a: MediaState, b: MediaState): boolean {
  return a.microphone === b.microphone && a.camera === b.camera && a.screen === b.screen;
}
