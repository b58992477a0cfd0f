import { Captions } from './captions/captions.js';
import { ChatController } from './chat/chat-controller.js';
import { FileSharing } from './files/file-sharing.js';
import { Recording } from './recording/recording.js';
import type { SharedFile } from './files/shared-file.js';
import type { ToolsContext } from './tools-context.js';
import type { ToolsHost } from './host/tools-host.js';

/** What the users of a call give each other besides voice and pictures. Fetched with the other tools, as a file of its own. */
export class ExchangeTools {
  readonly chat: ChatController<SharedFile>;
  readonly files: FileSharing;
  readonly recording: Recording;
  readonly captions: Captions;

  constructor(host: ToolsHost, { panels, report }: ToolsContext) {
    this.chat = new ChatController(host);
    this.files = new FileSharing(host, this.chat, () => void panels.show('chat'));
    this.recording = new Recording(host, report);
    this.captions = new Captions(host, report);
  }
}
