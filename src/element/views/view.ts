import type { TemplateResult } from 'lit';
import type { AnswerOptions } from '../../call/terms/call-options.js';
import type { CallController } from '../controllers/call-controller.js';
import type { CopyController } from '../controllers/copy-controller.js';
import type { PlaybackController } from '../controllers/playback-controller.js';
import type { PreviewController } from '../controllers/preview-controller.js';
import type { Strings } from '../texts/strings.js';

/** What the templates use of the element itself. Nothing changes on the screen until new state comes back. */
export interface ViewedElement {
  peerId: string;
  readonly endpoint: string;
  readonly video: boolean | MediaTrackConstraints;
  readonly renderRoot: ParentNode;
  startCall(peerId?: string): unknown;
  answer(options?: AnswerOptions): unknown;
  reject(): void;
  hangup(): void;
  toggleMicrophone(): unknown;
  toggleCamera(): unknown;
  toggleScreenShare(): unknown;
}

/** All that the templates know. */
export interface View {
  readonly text: Strings;
  readonly element: ViewedElement;
  readonly calls: CallController;
  readonly preview: PreviewController;
  readonly playback: PlaybackController;
  readonly copy: CopyController;
}

/** The middle of the element in one state: the status line keeps its node from state to state, so that it is read out. */
export interface Screen {
  /** For the style sheets, where it is not the state's own. */
  readonly name?: string;
  readonly head: TemplateResult;
  readonly status: string;
  /** Whether the status is nothing good. */
  readonly warns?: boolean;
  readonly body?: TemplateResult | null;
  /** The buttons of a call that is on its way or up. */
  readonly tools?: TemplateResult;
}
