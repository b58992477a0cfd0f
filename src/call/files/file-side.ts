import type { Clock } from '../../internal/clock.js';
import type { FileChannel } from './file-channel.js';
import type { FileMessage, StopReason } from './file-message.js';
import type { TransferStatus } from './transfer-status.js';

export interface FileSideOptions {
  readonly id: number;
  readonly size: number;
  readonly status: TransferStatus;
  readonly clock: Clock;
  /** The channel of the connection that is up; `null` while there is none. */
  readonly channel: () => FileChannel | null;
  readonly say: (message: FileMessage) => void;
}

/** One side of a transfer: the sender's or the receiver's. */
export interface FileSide {
  readonly status: TransferStatus;
  /** The connection has gone down or come up, and may be another one. */
  pathChanged(isUp: boolean): void;
  /** What this side has begun for it is of no use any more. `limit`: the most that who refused it takes, in bytes. */
  stop(reason: StopReason, limit?: number): void;
}
