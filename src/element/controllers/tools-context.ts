import type { Strings } from '../texts/strings.js';
import type { CallController } from './call/call-controller.js';
import type { MeetingController } from './meeting/meeting-controller.js';
import type { PanelController } from './host/panel-controller.js';
import type { PreviewController } from './devices/preview-controller.js';

/** What the tools of a call work with, besides the element itself. */
export interface ToolsContext {
  readonly calls: CallController;
  readonly meeting: MeetingController<unknown>;
  readonly preview: PreviewController;
  readonly panels: PanelController<unknown>;
  /** Says what could not be done, and fires it as `call-error`. */
  readonly report: (error: unknown) => void;
  /** The texts at the moment. */
  readonly text: () => Strings;
}
