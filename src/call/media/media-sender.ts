import type { PlannedLimit } from '../terms/call-report.js';

/** What a device needs of the sender that takes its track to the peer. */
export interface MediaSender {
  /** As `RTCRtpSender.replaceTrack`. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** As `RTCRtpSender.getStats`. */
  getStats(): Promise<RTCStatsReport>;
  /** Whether the device wants its track to be sent. */
  setActive(isActive: boolean): void;
  /** What keeps the call from sending more of its track; left out or `null`: nothing that is known. */
  readonly limitedBy?: PlannedLimit | null | undefined;
}
