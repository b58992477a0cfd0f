import type { SignalingClient } from '../signaling/signaling-client.js';
import type { CallOptions } from './terms/call-options.js';
import type { IncomingInvite } from './incoming/call-registry.js';
import type { SavedCall } from './resume/call-storage.js';
import type { CallDirection } from './terms/call-state.js';

/** What a subclass's constructor passes on to `super`. Apps make calls with `place` and `listen`. */
export interface PeerCallInit {
  readonly signaling: SignalingClient;
  readonly peerId: string;
  readonly direction: CallDirection;
  readonly options: CallOptions | null | undefined;
  /** Set for an incoming call. */
  readonly incoming?: IncomingInvite;
  /** Set for a call that goes on after a reload. */
  readonly saved?: SavedCall;
}
