import type { PanelHost } from './panel-controller.js';
import { CallTime } from './call-time.js';

/** What a call's screen has to do besides showing what the call is. Fetched with it; there is one for each element. */
export class CallTools {
  readonly time: CallTime;

  constructor(host: PanelHost) {
    this.time = new CallTime(host);
  }
}
