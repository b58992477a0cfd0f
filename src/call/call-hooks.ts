import type { CallState } from './terms/call-state.js';

/** The hooks of the app's class that a call runs. */
export interface CallHooks {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  readonly openMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Runs before the event, as `onMessage` does. */
  readonly onStateChange: (state: CallState, previous: CallState) => void;
  readonly onMessage: (data: string) => void;
}
