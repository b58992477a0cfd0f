import { Timer } from '../../internal/timer.js';
import { FRAME_BYTES, type FileChannel } from './file-channel.js';
import { hashBlock, hashOfHashes } from './file-hash.js';
import { BLOCK_SIZE, type FileMessage, type StopReason } from './file-message.js';
import type { FileSide, FileSideOptions } from './file-side.js';
import type { TransferStatus } from './transfer-status.js';

/** How long the other side may take to say that it has the offer: one that knows of no files says nothing. */
const SEEN_MS = 15_000;

interface Run {
  readonly run: number;
  readonly offset: number;
}

export interface OutgoingFileOptions extends FileSideOptions {
  readonly file: Blob;
  /** It has been received, or has failed on this side. */
  readonly onOver: () => void;
  readonly name: string;
  readonly type: string;
}

/** A file of this side. It is sent from where the receiver asks for it, block by block. */
export class OutgoingFile implements FileSide {
  readonly #options: OutgoingFileOptions;
  readonly #seenTimer: Timer;
  /** Of the blocks that have been read so far. */
  readonly #hashes: ArrayBuffer[] = [];
  /** What the receiver has asked for last. */
  #run: Run | null = null;
  /** Over which it is, or was, being sent. */
  #channel: FileChannel | null = null;
  #hasSentAll = false;
  #isUp = true;

  constructor(options: OutgoingFileOptions) {
    this.#options = options;
    this.#seenTimer = new Timer(options.clock, () => this.#unseen());
  }

  get status(): TransferStatus {
    return this.#options.status;
  }

  offer(): void {
    const { id, name, size, type, say } = this.#options;
    say({ type: 'offer', id, name, size, mime: type });
    this.#seenTimer.start(SEEN_MS);
  }

  take(message: FileMessage): void {
    this.#seenTimer.stop();
    if (message.type === 'send') {
      const { run, offset } = message;
      this.#run = { run, offset };
      this.#channel = null;
      this.#hasSentAll = false;
      this.#serve();
    } else if (message.type === 'complete' && this.#hasSentAll) {
      this.status.complete(null);
      this.#end();
      this.#options.onOver();
    }
  }

  pathChanged(isUp: boolean): void {
    this.#isUp = isUp;
    const { status, channel, id, say } = this.#options;
    if (!this.#run) return;
    if (!isUp) status.moveTo('paused');
    else if (this.#channel === null) this.#serve();
    else if (this.#channel === channel()) status.moveTo('transferring');
    // What was on its way is lost.
    else say({ type: 'resume', id });
  }

  stop(reason: StopReason, limit?: number): void {
    this.status.stop(reason, limit);
    this.#end();
  }

  #end(): void {
    this.#seenTimer.stop();
    this.#run = null;
  }

  #fail(told: StopReason, reason = told): void {
    const { id, say, onOver } = this.#options;
    say({ type: 'stop', id, reason: told });
    this.stop(reason);
    onOver();
  }

  #unseen(): void {
    // What waits for the connection has not been sent.
    if (!this.#isUp) this.#seenTimer.start(SEEN_MS);
    else {
      this.#fail('cancelled', 'not-supported');
    }
  }

  #serve(): void {
    const { size, channel, status } = this.#options;
    const run = this.#run;
    const open = channel();
    if (!run || !open) return;
    // Nobody can have more than was read for it.
    if (run.offset > size || run.offset > this.#hashes.length * BLOCK_SIZE) return;
    this.#channel = open;
    status.moveTo('transferring');
    void this.#send(open, run).catch(() => {
      if (run !== this.#run) return;
      this.#fail('unreadable');
    });
  }

  async #send(channel: FileChannel, run: Run): Promise<void> {
    const { id, size, status } = this.#options;
    let sent = run.offset;
    status.progress(sent);
    const send = async (kind: 'data' | 'end', bytes: Uint8Array<ArrayBuffer>) => {
      if (!(await channel.hasRoom()) || run !== this.#run) return false;
      channel.send({ kind, id, run: run.run, bytes });
      return true;
    };
    while (sent < size) {
      const block = await this.#read(sent);
      for (let at = 0; at < block.length; at += FRAME_BYTES) {
        const bytes = block.subarray(at, at + FRAME_BYTES);
        if (!(await send('data', bytes))) return;
        sent += bytes.length;
        status.progress(sent);
      }
    }
    const isSent = await send('end', await hashOfHashes(this.#hashes));
    if (isSent) this.#hasSentAll = true;
  }

  /** Throws if the file has changed, or is gone. */
  async #read(offset: number): Promise<Uint8Array<ArrayBuffer>> {
    const { file, size } = this.#options;
    const end = Math.min(offset + BLOCK_SIZE, size);
    const block = new Uint8Array(await file.slice(offset, end).arrayBuffer());
    if (block.length !== end - offset) throw new RangeError('The file has become shorter.');
    this.#hashes[offset / BLOCK_SIZE] = await hashBlock(block);
    return block;
  }
}
