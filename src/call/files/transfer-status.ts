import type { Clock } from '../../internal/clock.js';
import { CallError, type CallErrorCode } from '../terms/call-error.js';
import type { FileTransfer, FileTransferFacts, FileTransferState } from '../terms/file-transfer.js';
import type { StopReason } from './file-message.js';

/** For who shows it: nobody sees more. */
const PROGRESS_INTERVAL_MS = 100;

const OVER: readonly FileTransferState[] = ['complete', 'declined', 'cancelled', 'failed'];

/** What becomes of a transfer that is stopped, on both sides, and why. */
const ENDINGS: Readonly<
  Record<StopReason, readonly [FileTransferState, ...([CallErrorCode, string] | [])]>
> = {
  declined: ['declined'],
  cancelled: ['cancelled'],
  'too-large': ['declined', 'file-too-large', 'The file is too large. Send a smaller one.'],
  'too-many': ['declined', 'queue-full', 'Too many files are on their way. Wait for one of them.'],
  'not-supported': ['declined', 'not-supported', 'No files are taken there.'],
  unreadable: [
    'failed',
    'file-unreadable',
    'The file can’t be read, or has changed. Choose it anew.',
  ],
  damaged: ['failed', 'file-damaged', 'What has arrived is not what was offered. Send it again.'],
  'call-ended': ['failed', 'file-interrupted', 'The call has ended before. Call again to send it.'],
  gone: ['failed', 'file-interrupted', 'The other side knows of it no more. Send it again.'],
};

/** State and progress of one transfer. Only here are they changed, and the app told of it. */
export class TransferStatus {
  readonly #facts: FileTransferFacts;
  /** What the app sees of it. */
  readonly transfer: FileTransfer;
  readonly #clock: Clock;
  #toldAtMs = -Infinity;

  constructor(facts: FileTransferFacts, transfer: FileTransfer, clock: Clock) {
    this.#facts = facts;
    this.transfer = transfer;
    this.#clock = clock;
  }

  get state(): FileTransferState {
    return this.#facts.state;
  }

  get isOver(): boolean {
    return OVER.includes(this.state);
  }

  /** Changes the state, unless it is over. */
  moveTo(state: FileTransferState, error: CallError | null = null): void {
    if (this.isOver || state === this.state) return;
    Object.assign(this.#facts, { state, error });
    this.transfer.dispatchEvent(new Event('statechange'));
  }

  stop(reason: StopReason, limit?: number): void {
    const [state, code, sentence = ''] = ENDINGS[reason];
    if (!this.isOver) this.#facts.sizeLimit = limit ?? null;
    this.moveTo(state, code ? new CallError(code, sentence) : null);
  }

  progress(bytesTransferred: number): void {
    const { size, bytesTransferred: before } = this.#facts;
    this.#facts.bytesTransferred = bytesTransferred;
    const nowMs = this.#clock.now();
    const isDue = nowMs - this.#toldAtMs >= PROGRESS_INTERVAL_MS || bytesTransferred === size;
    if (!isDue || bytesTransferred === before) return;
    this.#toldAtMs = nowMs;
    this.transfer.dispatchEvent(new Event('progress'));
  }

  complete(blob: Blob | null): void {
    this.#facts.blob = blob;
    this.moveTo('complete');
  }
}
