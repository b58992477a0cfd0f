import type { nothing, TemplateResult } from 'lit';
import type { CallError } from '../../call/call-error.js';
import type { PeerCall } from '../../call/peer-call.js';
import type { SignalingError } from '../../signaling/signaling-error.js';
import type { CopyOutcome } from '../copy-controller.js';
import type { ElementState } from '../element-events.js';
import type { Strings } from '../strings.js';

type Action = () => void | Promise<void>;

/** What the user can ask for. Nothing changes on the screen until the answer comes back as new state. */
export interface Actions {
  readonly setPeerId: (peerId: string) => void;
  readonly call: (peerId: string) => void;
  readonly copyOwnId: (source: HTMLElement) => Promise<void>;
  readonly togglePreview: Action;
  readonly reconnect: Action;
  readonly answer: Action;
  readonly answerWithAudio: Action;
  readonly reject: Action;
  readonly hangup: Action;
  readonly toggleMicrophone: Action;
  readonly toggleCamera: Action;
  readonly toggleScreenShare: Action;
  readonly flipCamera: Action;
  readonly unmute: Action;
  readonly dismissCall: Action;
  readonly dismissProblem: Action;
}

/** All that the templates know. */
export interface View {
  readonly text: Strings;
  readonly actions: Actions;
  readonly state: ElementState;
  /** The call shown; `null` when `offline` or `idle`. */
  readonly call: PeerCall | null;
  readonly connectionId: string | null;
  readonly peerId: string;
  readonly offline: { readonly error: SignalingError | null; readonly hasServer: boolean };
  readonly signalingReconnecting: boolean;
  readonly problem: CallError | SignalingError | null;
  readonly copyOutcome: CopyOutcome | null;
  readonly previewWanted: boolean;
  readonly previewStream: MediaStream | null;
  readonly startsWithCamera: boolean;
  readonly soundBlocked: boolean;
  readonly canShareScreen: boolean;
  /** Listens to the videos that sound. */
  readonly playback: EventListenerObject;
}

/** The middle of the element in one state: the status line keeps its node from state to state, so that it is read out. */
export interface Screen {
  readonly head: TemplateResult | typeof nothing;
  readonly status: string;
  readonly body: TemplateResult | typeof nothing;
}
