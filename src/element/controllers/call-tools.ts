import { CallTime } from './call-time.js';
import type { PanelHost } from './panel-controller.js';
import { Recording } from './recording/recording.js';
import type { ToolsContext } from './tools-context.js';

/** What a call's screen has to do besides showing what the call is. Fetched with it; there is one for each element. */
export class CallTools {
  readonly time: CallTime;
  readonly recording: Recording;

  constructor(host: PanelHost, { report }: ToolsContext) {
    this.time = new CallTime(host);
    this.recording = new Recording(host, report);
  }
}
