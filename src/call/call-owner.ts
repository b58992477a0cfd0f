import type { TypedEventTarget } from '../internal/typed-event-target.js';
import type { CallEventMap } from './terms/call-events.js';
import type { CallView } from './terms/call-options.js';

/** The `PeerCall` as its parts know it: what the app is given, and where it listens. */
export interface CallOwner extends CallView, TypedEventTarget<CallEventMap> {
  /** The app's own, if its class overrides it. */
  hangup(): void;
}
