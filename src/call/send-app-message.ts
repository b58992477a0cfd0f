import { LinkError } from '../link/link-error.js';
import type { CallLifecycle } from './call-lifecycle.js';
import { CallError, toCallError } from './terms/call-error.js';
import { isTopic } from './terms/topic.js';

/** Sends a message of the app to the peer's app. @throws {CallError} as `PeerCall.sendMessage` does */
export function sendAppMessage(
  { status, session }: Pick<CallLifecycle, 'status' | 'session'>,
  data: string,
  topic?: string | null,
): void {
  checkTopic(topic ?? 'none');
  if (!status.hasConnected) {
    throw status.notNow('Messages can be sent once the call is connected');
  }
  try {
    session.sendAppMessage(data, topic);
  } catch (error) {
    const isTooLarge = error instanceof LinkError && error.code === 'too-large';
    throw toCallError(error, isTooLarge ? 'message-too-large' : 'queue-full');
  }
}

/** @throws {CallError} `invalid-argument` if it is no topic */
export function checkTopic(topic: unknown): void {
  if (isTopic(topic)) return;
  throw new CallError('invalid-argument', 'A topic is 1 to 32 small letters, digits and hyphens.');
}
