import type { TemplateResult } from 'lit';
import type { AnswerOptions } from '../../call/terms/call-options.js';
import type { CallController } from '../controllers/call-controller.js';
import type { CopyController } from '../controllers/copy-controller.js';
import type { PlaybackController } from '../controllers/playback-controller.js';
import type { PreviewController } from '../controllers/preview-controller.js';
import type { Strings } from '../texts/strings.js';

/** What the templates use of the element itself. The screen changes when the state does, not when they ask for it. */
export interface ViewedElement {
  peerId: string;
  readonly endpoint: string;
  readonly video: boolean | MediaTrackConstraints;
  readonly addressToken: string | null;
  /** There is none on a server. */
  readonly renderRoot: HTMLElement | DocumentFragment | undefined;
  startCall(peerId?: string): unknown;
  answer(options?: AnswerOptions): unknown;
  reject(): void;
  hangup(): void;
  toggleMicrophone(): unknown;
  toggleCamera(): unknown;
  toggleScreenShare(): unknown;
}

/** Everything that a template gets. */
export interface View {
  readonly text: Strings;
  readonly element: ViewedElement;
  readonly calls: CallController;
  readonly preview: PreviewController;
  readonly playback: PlaybackController;
  readonly copy: CopyController;
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
