import type { CallError } from '../../../call/terms/call-error.js';
import type { SignalingError } from '../../../signaling/signaling-error.js';

/** A device that was plugged in during the call, and is not used yet. */
export interface DeviceOffer {
  /** As the system calls it. */
  readonly name: string;
  /** Changes to it, if the press is meant for it. */
  readonly accept: (press: Event) => void;
  /** Offers it no more. */
  readonly close: () => void;
  /** Whether it is what this failure is about: nothing else is to be said of it. */
  readonly settles: (error: CallError | SignalingError) => boolean;
}
