import type { CallLifecycle } from './call-lifecycle.js';
import type { LocalMedia } from './media/local-media.js';
import { toCallError } from './terms/call-error.js';

/** Changes the devices of a call. What fails is thrown to whoever asked for it, and told to the listeners of `error`. */
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
    // Nobody needs a device any more.
    if (status.hasEnded) return;
    const callError = toCallError(error);
    status.report(callError);
    throw callError;
  }
}
