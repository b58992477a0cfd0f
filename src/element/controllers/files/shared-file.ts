import type { FileTransfer, FileTransferState } from '../../../call/terms/file-transfer.js';
import { createRandomText } from '../../../internal/random-text.js';
import { cleanText, cutText } from '../../texts/clean-text.js';
import type { ChatThing } from '../chat/chat-log.js';
import { TransferPace } from './transfer-pace.js';

const MAX_NAME_LENGTH = 255;
const OPEN: readonly FileTransferState[] = ['offered', 'transferring', 'paused'];

/** A file in the chat. */
export class SharedFile implements ChatThing {
  readonly kind = 'file';
  readonly id = createRandomText();
  readonly timeMs = Date.now();
  readonly transfer: FileTransfer;
  readonly pace = new TransferPace();
  /** Whether it was this side that did not want it, or gave it up. */
  wasStoppedHere = false;

  constructor(transfer: FileTransfer) {
    this.transfer = transfer;
  }

  get from(): 'local' | 'remote' {
    return this.transfer.direction === 'outgoing' ? 'local' : 'remote';
  }

  get isOpen(): boolean {
    return OPEN.includes(this.transfer.state);
  }

  /** To be shown, and to be saved under. */
  get name(): string {
    const name = cleanText(this.transfer.name).replace(/\s+/g, ' ').trim();
    return cutText(name, MAX_NAME_LENGTH);
  }
}
