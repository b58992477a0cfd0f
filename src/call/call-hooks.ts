import type { CallState } from './terms/call-state.js';

/** What a call asks of the app's class, and tells it. */
export interface CallHooks {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  readonly openMedia: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Runs before the event, as `onMessage` does. */
  readonly onStateChange: (state: CallState, previous: CallState) => void;
  readonly onMessage: (data: string) => void;
}
