import type { FileChannel } from './file-channel.js';
import type { FileFrame } from './file-frame.js';
import { hashBlock, hashOfHashes } from './file-hash.js';
import { BLOCK_SIZE, type StopReason } from './file-message.js';
import type { FileSide, FileSideOptions } from './file-side.js';
import type { TransferStatus } from './transfer-status.js';

export interface IncomingFileOptions extends FileSideOptions {
  /** Of the `Blob`. */
  readonly blobType: string;
  /** It is complete, or has failed on this side. */
  readonly onOver: () => void;
}

/**
 * A file of the peer's. Its blocks become `Blob`s, which the browser may keep on the disk. What has been received of a block
 * that is not complete is received again after an interruption.
 */
export class IncomingFile implements FileSide {
  readonly #options: IncomingFileOptions;
  #pieces: Blob[] = [];
  #hashes: Promise<ArrayBuffer>[] = [];
  #block: Uint8Array<ArrayBuffer> | null = null;
  #filled = 0;
  #run = 0;
  #isAccepted = false;
  /** Over which the present run comes. */
  #channel: FileChannel | null = null;

  constructor(options: IncomingFileOptions) {
    this.#options = options;
  }

  get status(): TransferStatus {
    return this.#options.status;
  }

  accept(): void {
    if (this.status.state !== 'offered') return;
    this.#isAccepted = true;
    this.ask();
    // The connection may be down.
    if (this.#channel === null) this.status.moveTo('paused');
  }

  /** Tells the sender from where on it is to send. The channel is there before: nothing that comes is lost. */
  ask(): void {
    const { id, size, channel, say } = this.#options;
    const open = this.#isAccepted && !this.status.isOver ? channel() : null;
    if (!open) return;
    this.#channel = open;
    this.#block = null;
    this.#filled = 0;
    this.#run += 1;
    // A last block that is shorter is received again, too: what comes begins where a block does.
    const whole = Math.min(this.#pieces.length, Math.floor(size / BLOCK_SIZE));
    this.#pieces.length = whole;
    this.#hashes.length = whole;
    const offset = whole * BLOCK_SIZE;
    this.status.moveTo('transferring');
    this.status.progress(offset);
    say({ type: 'send', id, run: this.#run, offset });
  }

  pathChanged(isUp: boolean): void {
    if (!this.#isAccepted) return;
    if (!isUp) this.status.moveTo('paused');
    else if (this.#channel === this.#options.channel()) this.status.moveTo('transferring');
    else this.ask();
  }

  take({ kind, run, bytes }: FileFrame): void {
    if (run !== this.#run || this.status.isOver || !this.#isAccepted) return;
    if (kind === 'end') void this.#finish(bytes);
    else if (bytes.length > this.#missing) this.#fail();
    else this.#fill(bytes);
  }

  stop(reason: StopReason, limit?: number): void {
    this.status.stop(reason, limit);
    this.#forget();
  }

  get #received(): number {
    // The last block may be shorter than the others.
    return Math.min(this.#pieces.length * BLOCK_SIZE, this.#options.size) + this.#filled;
  }

  get #missing(): number {
    return this.#options.size - this.#received;
  }

  #fill(bytes: Uint8Array<ArrayBuffer>): void {
    const { size } = this.#options;
    const length = Math.min(BLOCK_SIZE, size - this.#pieces.length * BLOCK_SIZE);
    const block = (this.#block ??= new Uint8Array(length));
    const taken = bytes.subarray(0, length - this.#filled);
    block.set(taken, this.#filled);
    this.#filled += taken.length;
    this.status.progress(this.#received);
    if (this.#filled === length) {
      this.#hashes.push(hashBlock(block));
      this.#pieces.push(new Blob([block]));
      this.#block = null;
      this.#filled = 0;
    }
    const rest = bytes.subarray(taken.length);
    if (rest.length > 0) this.#fill(rest);
  }

  async #finish(hash: Uint8Array<ArrayBuffer>): Promise<void> {
    const { blobType, say, id, onOver } = this.#options;
    const run = this.#run;
    const own = await hashOfHashes(await Promise.all(this.#hashes));
    // Cancelled, or begun again.
    if (this.status.isOver || run !== this.#run) return;
    const isWhole = this.#missing === 0 && this.#block === null;
    const isSame = hash.length === own.length && own.every((byte, index) => byte === hash[index]);
    if (!isWhole || !isSame) {
      this.#fail();
      return;
    }
    say({ type: 'complete', id });
    this.status.complete(new Blob(this.#pieces, { type: blobType }));
    this.#forget();
    onOver();
  }

  #fail(): void {
    const { id, say, onOver } = this.#options;
    say({ type: 'stop', id, reason: 'damaged' });
    this.stop('damaged');
    onOver();
  }

  #forget(): void {
    this.#pieces = [];
    this.#hashes = [];
    this.#block = null;
  }
}
