import type { html, nothing, render, TemplateResult } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import type { AnswerOptions } from '../../../call/terms/call-options.js';
import type { CallTools } from '../../controllers/call-tools.js';
import type { CallController } from '../../controllers/call/call-controller.js';
import type { CopyController } from '../../controllers/page/copy-controller.js';
import type { MeetingController } from '../../controllers/meeting/meeting-controller.js';
import type { MeetingSession } from '../../controllers/meeting/meeting-session.js';
import type { PanelController } from '../../controllers/host/panel-controller.js';
import type { PlaybackController } from '../../controllers/call/playback-controller.js';
import type { PreviewController } from '../../controllers/devices/preview-controller.js';
import type { icon } from '../../icons.js';
import type { iconButton } from './icon-button.js';
import type { Strings } from '../../texts/strings.js';

/** What the templates use of the element itself. The screen changes when the state does, not when they ask for it. */
export interface ViewedElement {
  peerId: string;
  readonly endpoint: string;
  readonly audio: boolean | MediaTrackConstraints;
  readonly video: boolean | MediaTrackConstraints;
  readonly audioOutput: string | null;
  readonly mirror: boolean;
  readonly askName: boolean;
  readonly displayName: string;
  readonly addressToken: string | null;
  readonly secret: string | null;
  readonly knownOnly: boolean;
  readonly notify: boolean;
  readonly controlsList: string;
  readonly ownerDocument: Document;
  /** There is none on a server. */
  readonly renderRoot: HTMLElement | DocumentFragment | undefined;
  startCall(peerId?: string): unknown;
  join(): unknown;
  answer(options?: AnswerOptions): unknown;
  reject(): void;
  hangup(): void;
  toggleMicrophone(): unknown;
  toggleCamera(): unknown;
  toggleScreenShare(): unknown;
  requestNotifications(): unknown;
  setAudioOutput(deviceId: string): Promise<void>;
}

export type Html = typeof html;

/** The panels there are. Each is fetched when it is opened. */
export type PanelName = 'verification' | 'chat' | 'stats' | 'network-check' | 'devices' | 'more';

/** What a template that is fetched gets of the others: with files of its own it would have a second Lit in it. */
export interface ViewKit {
  readonly html: Html;
  readonly nothing: typeof nothing;
  readonly render: typeof render;
  readonly icon: typeof icon;
  readonly iconButton: typeof iconButton;
  readonly avatar: TemplateResult;
  readonly logo: TemplateResult;
  readonly peerCard: (view: View) => TemplateResult;
  readonly peerName: (view: View) => TemplateResult;
  readonly privateMark: (view: View) => unknown;
  readonly icons: Readonly<
    Record<
      | 'camera'
      | 'cameraOff'
      | 'check'
      | 'close'
      | 'copy'
      | 'hangup'
      | 'microphone'
      | 'microphoneOff'
      | 'phone'
      | 'private',
      TemplateResult
    >
  >;
}

/** Shows a panel. */
export type Panel = (kit: ViewKit, view: View) => unknown;

/** Shows a call that has not ended and does not ring here. */
export type CallScreen = (kit: ViewKit, view: View, call: PeerCall) => Screen;

/** What the screen of an ended call has besides how it ended. */
export type AfterCall = (kit: ViewKit, view: View, call: PeerCall) => unknown;

/** What is said in the notice before all else. */
export interface Advice {
  readonly words: unknown;
  /** What to press for it. */
  readonly action?: unknown;
  readonly isOffer?: boolean;
  /** Whether it stays until it is over: there is nothing to close. */
  readonly stays?: boolean;
}

/** What only the screens of a call need, and what no first screen does. */
export interface CallFiles {
  readonly screen: CallScreen;
  readonly afterCall: AfterCall;
  readonly tools: CallTools;
  /** What is said before all else. */
  readonly advice: (kit: ViewKit, view: View) => Advice | null;
  /** Stands in the corner of the screens before a call. */
  readonly corner: (kit: ViewKit, view: View) => unknown;
  readonly nameField: (kit: ViewKit, view: View) => unknown;
}

export type MeetingScreen = (kit: ViewKit, view: View, meeting: MeetingSession) => Screen;

/** Everything that a template gets. */
export interface View {
  readonly text: Strings;
  /** Of those texts, as a BCP 47 tag. */
  readonly language: string;
  readonly element: ViewedElement;
  readonly calls: CallController;
  readonly meeting: MeetingController<MeetingScreen>;
  readonly preview: PreviewController;
  readonly playback: PlaybackController;
  readonly copy: CopyController;
  readonly panels: PanelController<Panel, PanelName>;
  /** `null` as long as they have not come. */
  readonly callFiles: CallFiles | null;
}

/** What differs between the states. The status line keeps its node, so that screen readers read its changes out. */
export interface Screen {
  /** A class for the style sheets, beside that of the state. */
  readonly name?: string;
  readonly head: TemplateResult;
  readonly status: string;
  /** Whether the status is a warning. */
  readonly warns?: boolean;
  readonly body?: TemplateResult | null;
  /** Stands above whatever else lies over the pictures. */
  readonly corner?: unknown;
  /** The buttons of a call that has not ended. */
  readonly tools?: TemplateResult;
}
