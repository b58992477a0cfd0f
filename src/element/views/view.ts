import type { html, TemplateResult } from 'lit';
import type { AnswerOptions } from '../../call/terms/call-options.js';
import type { CallController } from '../controllers/call-controller.js';
import type { CopyController } from '../controllers/copy-controller.js';
import type { MeetingController } from '../controllers/meeting-controller.js';
import type { MeetingSession } from '../controllers/meeting-session.js';
import type { PlaybackController } from '../controllers/playback-controller.js';
import type { PreviewController } from '../controllers/preview-controller.js';
import type { VerificationController } from '../controllers/verification-controller.js';
import type { VerificationCode, Verified } from '../../call/terms/verification.js';
import type { iconButton } from './icon-button.js';
import type { Strings } from '../texts/strings.js';

/** What the templates use of the element itself. The screen changes when the state does, not when they ask for it. */
export interface ViewedElement {
  peerId: string;
  readonly endpoint: string;
  readonly video: boolean | MediaTrackConstraints;
  readonly addressToken: string | null;
  readonly secret: string | null;
  readonly knownOnly: boolean;
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
}

export type Html = typeof html;

/** What is known of who is between the two sides; `never`: nothing can be known. */
export type VerificationStatus = Exclude<Verified, false> | 'no' | 'never';

export type VerificationPanel = (
  html: Html,
  view: View,
  status: VerificationStatus,
  code: VerificationCode | null,
) => TemplateResult;

/** What a template that is fetched gets of the others: with files of its own it would have a second Lit in it. */
export interface ViewKit {
  readonly html: Html;
  readonly iconButton: typeof iconButton;
  readonly privateMark: (view: View) => unknown;
  readonly icons: Readonly<
    Record<
      'camera' | 'cameraOff' | 'microphone' | 'microphoneOff' | 'copy' | 'check',
      TemplateResult
    >
  >;
}

export type MeetingScreen = (kit: ViewKit, view: View, meeting: MeetingSession) => Screen;

/** Everything that a template gets. */
export interface View {
  readonly text: Strings;
  readonly element: ViewedElement;
  readonly calls: CallController;
  readonly meeting: MeetingController<MeetingScreen>;
  readonly preview: PreviewController;
  readonly playback: PlaybackController;
  readonly copy: CopyController;
  readonly verification: VerificationController<VerificationPanel>;
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
  /** The buttons of a call that has not ended. */
  readonly tools?: TemplateResult;
}
