import type { CallLifecycle } from './call-lifecycle.js';
import type { LocalMedia } from './media/local-media.js';
import { toCallError } from './terms/call-error.js';

/** Changes the devices of a call. An error is thrown to the caller of the method and also fired as an `error` event. */
export async function changeDevices(
  { status, media }: CallLifecycle,
  change: (media: LocalMedia) => Promise<void>,
): Promise<void> {
  if (status.isRingingHere || status.hasEnded) {
    throw status.notNow('Devices can be changed from the answer until the end');
  }
  try {
    await change(media);
  } catch (error) {
    // The call has ended: no device is needed.
    if (status.hasEnded) return;
    const callError = toCallError(error);
    status.report(callError);
    throw callError;
  }
}
