import type { SignalingClient } from '../signaling/signaling-client.js';
import { toCallError } from './terms/call-error.js';
import { resolveCallOptions, type CallOptions } from './terms/call-options.js';
import type { IncomingInvite } from './incoming/registered-call.js';
import { loadStorage } from './resume/call-keeper.js';
import type { SavedCall } from './resume/call-storage.js';
import type { CallDirection } from './terms/call-state.js';

/** What a subclass's constructor passes on to `super`. Apps make calls with `place` and `listen`. */
export interface PeerCallInit {
  readonly signaling: SignalingClient;
  readonly peerId: string;
  readonly direction: CallDirection;
  readonly options: CallOptions | null | undefined;
  /** Of an outgoing call: what stood behind the address that was dialled. */
  readonly peerToken?: string | undefined;
  /** Set for an incoming call. */
  readonly incoming?: IncomingInvite;
  /** Set for a call that continues after a reload. */
  readonly saved?: SavedCall;
}

/**
 * For the call that this page was in before it was reloaded; `null` if there is none to continue.
 *
 * @throws {CallError} `resume-failed` if the browser gives no access to its storage, or the call had another secret;
 * `invalid-argument` for a bad option
 */
export async function resumedInit(
  signaling: SignalingClient,
  options: CallOptions | null | undefined,
): Promise<PeerCallInit | null> {
  // What the app changes while the storage is read does not count: it would not have been checked.
  const resolved = resolveCallOptions(options);
  const init = await loadStorage()
    .then(({ takeSavedCall }) => takeSavedCall(resolved))
    .catch((cause: unknown) => {
      throw toCallError(cause, 'resume-failed');
    });
  return init && { signaling, ...init };
}
