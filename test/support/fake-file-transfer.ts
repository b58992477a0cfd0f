import type { CallError } from '../../src/call/terms/call-error.js';
import type {
  FileTransfer,
  FileTransferEventMap,
  FileTransferState,
} from '../../src/call/terms/file-transfer.js';
import { TypedEventTarget } from '../../src/internal/typed-event-target.js';

export interface FakeFileTransferInit {
  readonly direction?: FileTransfer['direction'];
  readonly name?: string;
  readonly size?: number;
  readonly type?: string;
}

/** A `FileTransfer` that moves nothing: it records what is asked of it, and changes when the test says so. */
export class FakeFileTransfer extends TypedEventTarget<FileTransferEventMap> {
  readonly direction: FileTransfer['direction'];
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly requests: ('accept' | 'cancel' | 'cancel not-supported')[] = [];
  state: FileTransferState = 'offered';
  bytesTransferred = 0;
  error: CallError | null = null;
  blob: Blob | null = null;
  sizeLimit: number | null = null;

  constructor(init: FakeFileTransferInit = {}) {
    super();
    this.direction = init.direction ?? 'incoming';
    this.name = init.name ?? 'report.pdf';
    this.size = init.size ?? 4_000_000;
    this.type = init.type ?? 'application/pdf';
  }

  /** This double, typed as the class that the code under test expects. */
  get asFileTransfer(): FileTransfer {
    return this as unknown as FileTransfer;
  }

  accept(): void {
    this.requests.push('accept');
  }

  cancel(reason?: 'not-supported'): void {
    this.requests.push(reason ? `cancel ${reason}` : 'cancel');
  }

  moveTo(
    state: FileTransferState,
    change: { error?: CallError; blob?: Blob; sizeLimit?: number } = {},
  ): void {
    Object.assign(this, { state, ...change });
    this.dispatchEvent(new Event('statechange'));
  }

  progressTo(bytes: number): void {
    this.bytesTransferred = bytes;
    this.dispatchEvent(new Event('progress'));
  }
}
