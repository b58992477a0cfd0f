import type { Clock } from '../../internal/clock.js';
import type { FileTransfer, FileTransferFacts } from '../terms/file-transfer.js';

/** What the exchange of files uses of its call. */
export interface FileHost {
  readonly clock: Clock;
  /** In bytes; 0: no files at all. */
  readonly maxFileSize: number;
  /** The connection that is up and leads to the peer; `null` while there is none. */
  readonly connection: () => RTCPeerConnection | null;
  readonly hasEnded: () => boolean;
  /** Sends a message to the peer's exchange, once and in order. Throws if too much is waiting. */
  readonly say: (message: string) => void;
  readonly listen: (listener: (message: string) => void) => void;
  /** Makes what the app sees of a file that the peer offers. */
  readonly make: (facts: FileTransferFacts) => FileTransfer;
  /** Tells the app of it. */
  readonly offer: (transfer: FileTransfer) => void;
}
