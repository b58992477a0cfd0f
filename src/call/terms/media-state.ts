import { isJsonObject, type JsonObject } from '../../internal/json-value.js';
import type { CallErrorDevice } from './call-error.js';

/** What a side can send. The sound of a shared screen has a track of its own. */
export type MediaSource = CallErrorDevice | 'screenSound';

export type PerSource<Value> = { readonly [Source in MediaSource]: Value };

/**
 * Why a device that is on is not sent. `bandwidth`: the line is too thin for it; `system`: the operating system has muted
 * or taken the device, for a telephone call for example.
 */
export type PauseReason = 'bandwidth' | 'system';

const PAUSE_REASONS: readonly unknown[] = ['bandwidth', 'system'] satisfies PauseReason[];

/** What one side sends at the moment. */
export interface MediaState {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** Whether the shared screen comes with sound. */
  readonly screenSound: boolean;
  /** Devices that are on, but not sent for now, and why. A device that is simply off has no reason. */
  readonly paused: { readonly [Device in CallErrorDevice]?: PauseReason };
}

/** Does the same for each source; what comes of it is kept by source. */
export function eachSource<Value>(valueOf: (source: MediaSource) => Value): PerSource<Value> {
  return {
    microphone: valueOf('microphone'),
    camera: valueOf('camera'),
    screen: valueOf('screen'),
    screenSound: valueOf('screenSound'),
  };
}

/** @param pauseOf why a device is not sent; whatever is no reason, or is about a device that is sent, is left out */
export function createMediaState(
  isSent: (source: MediaSource) => boolean,
  pauseOf: (device: CallErrorDevice) => unknown = () => null,
): MediaState {
  const sent = eachSource(isSent);
  const paused: { [Device in CallErrorDevice]?: PauseReason } = {};
  for (const device of ['microphone', 'camera', 'screen'] as const) {
    const reason = pauseOf(device);
    if (!sent[device] && PAUSE_REASONS.includes(reason)) paused[device] = reason as PauseReason;
  }
  return { ...sent, paused };
}

export const NO_MEDIA: MediaState = createMediaState(() => false);

/** Rebuilds what came off the wire or out of a storage. What is not plainly on counts as off. */
export function parseMedia(value: unknown): MediaState {
  const media = toObject(value);
  const paused = toObject(media['paused']);
  return createMediaState(
    (source) => media[source] === true,
    (device) => paused[device],
  );
}

/** Both must come from `createMediaState`, which has one order of fields. */
export function isSameMedia(a: MediaState, b: MediaState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether a device is on for its user: it is sent, or would be. */
export function isOn({ paused, ...sent }: MediaState, device: CallErrorDevice): boolean {
  return sent[device] || paused[device] !== undefined;
}

/** Whether anything is sent now. */
export function sendsAnything(media: MediaState): boolean {
  return Object.values(media).includes(true);
}

function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
