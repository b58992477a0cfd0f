import type { ReactiveControllerHost } from 'lit';
import type { AnswerOptions, CallOptions, MediaOptions } from '../../../call/terms/call-options.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { Room } from '../../../signaling/room.js';
import type { SignalingClient } from '../../../signaling/signaling-client.js';

/** The element, as the call controller sees it. */
export interface CallHost extends ReactiveControllerHost, HTMLElement {
  readonly endpoint: string;
  readonly room: string | null;
  readonly autoAnswer: boolean;
  readonly audio: boolean | MediaTrackConstraints;
  readonly video: boolean | MediaTrackConstraints;
  readonly iceServers: CallOptions['iceServers'] | null;
  readonly resume: boolean;
  readonly iceTransportPolicy: RTCIceTransportPolicy | null;
  readonly secret: string | null;
  readonly addressToken: string | null;
  readonly knownOnly: boolean;
  readonly warmUp: NonNullable<CallOptions['warmUp']>;
  readonly dataSaver: boolean;
  readonly displayName: string;
  readonly maxBitrate: number | null;
  readonly maxFileSize: number | null;
  readonly preview: boolean;
  /** Id of the loudspeaker; `null` for the system's own. */
  audioOutput: string | null;
}

/** The protected hooks of the element. */
export interface CallControllerHooks {
  createSignaling(): SignalingClient | null;
  createCall(peerId: string, options: CallOptions, signaling: SignalingClient): PeerCall;
  answerCall(call: PeerCall, options: AnswerOptions): Promise<void>;
  resumeCall(signaling: SignalingClient, options: CallOptions): Promise<PeerCall | null>;
  createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ): () => void;
  meet(
    room: Room<SignalingClient>,
    onCall: (call: PeerCall) => void,
    options: CallOptions,
    media: () => MediaOptions,
  ): () => void;
}
