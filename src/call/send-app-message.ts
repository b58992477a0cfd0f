import { LinkError } from '../link/link-error.js';
import type { CallLifecycle } from './call-lifecycle.js';
import { toCallError } from './terms/call-error.js';

/** Sends a message of the app to the peer's app. @throws {CallError} as `PeerCall.sendMessage` does */
export function sendAppMessage({ status, session }: CallLifecycle, data: string): void {
  if (!status.hasConnected) {
    throw status.notNow('Messages can be sent once the call is connected');
  }
  try {
    session.sendAppMessage(data);
  } catch (error) {
    const isTooLarge = error instanceof LinkError && error.code === 'too-large';
    throw toCallError(error, isTooLarge ? 'message-too-large' : 'queue-full');
  }
}
