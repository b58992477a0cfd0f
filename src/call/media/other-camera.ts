import { CallError } from '../terms/call-error.js';
import type { CallOptions } from '../terms/call-options.js';

/**
 * The camera to flip to. If all cameras say which way they face: the first that faces the other way. Otherwise each in
 * turn, so that every camera can be reached.
 *
 * @param presentId the one to flip from
 * @throws {CallError} `device-not-found` if there is no other
 */
export async function findOtherCamera(
  mediaDevices: NonNullable<CallOptions['mediaDevices']>,
  presentId: string | undefined,
): Promise<string> {
  const devices = await mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind }) => kind === 'videoinput');
  const present = cameras.findIndex(({ deviceId }) => deviceId === presentId);
  const sides = cameras.map(sideOf);
  const facing = sides.every(Boolean) ? sides.findIndex((side) => side !== sides[present]) : -1;
  const next = facing < 0 ? (present + 1) % cameras.length : facing;
  const deviceId = cameras[next]?.deviceId;
  if (deviceId && next !== present) return deviceId;
  throw new CallError('device-not-found', 'There is no other camera.', {
    device: 'camera',
    reason: 'no-other',
  });
}

/** Which way a camera says that it faces. Firefox 153 says it only in the label, and only on Android. */
function sideOf(camera: MediaDeviceInfo): string | undefined {
  const { facingMode } = (camera as Partial<InputDeviceInfo>).getCapabilities?.() ?? {};
  return facingMode?.[0] ?? /facing \w+/i.exec(camera.label)?.[0];
}
