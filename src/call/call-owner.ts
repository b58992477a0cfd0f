import type { TypedEventTarget } from '../internal/typed-event-target.js';
import type { CallEventMap } from './terms/call-events.js';
import type { CallView } from './terms/call-options.js';

/** What the parts of a call may use of its `PeerCall`: the object that the app has, on which the events are fired. */
export interface CallOwner extends CallView, TypedEventTarget<CallEventMap> {
  /** The app's own, if its class overrides it. */
  hangup(): void;
}
