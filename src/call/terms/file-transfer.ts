import { TypedEventTarget } from '../../internal/typed-event-target.js';
import type { CallError } from './call-error.js';

/**
 * Where the transfer of a file stands.
 *
 * - `offered`: the receiving side has not said yet whether it wants it
 * - `transferring`
 * - `paused`: the connection is down; it goes on by itself where the receiver stands
 * - `complete`: all of it is there, and is what was sent
 * - `declined`: the receiving side does not want it, or can't take it: then `error` says why
 * - `cancelled`: one of the two has given it up
 * - `failed`: `error` says why
 */
export type FileTransferState =
  'offered' | 'transferring' | 'paused' | 'complete' | 'declined' | 'cancelled' | 'failed';

export interface FileTransferEventMap {
  /** `bytesTransferred` has grown, or gone back to where the transfer goes on. At most ten times a second. */
  progress: Event;
  /** `state` has changed. */
  statechange: Event;
}

/** What a transfer consists of. Only those who move its bytes have it. */
export interface FileTransferFacts {
  readonly direction: 'outgoing' | 'incoming';
  readonly name: string;
  readonly size: number;
  readonly type: string;
  state: FileTransferState;
  bytesTransferred: number;
  error: CallError | null;
  blob: Blob | null;
  sizeLimit: number | null;
  accept: () => void;
  cancel: (reason?: 'not-supported' | null) => void;
}

/** One file on its way to the other side of a call, or from there. */
export class FileTransfer extends TypedEventTarget<FileTransferEventMap> {
  readonly #facts: Readonly<FileTransferFacts>;

  /** For the library only: `PeerCall.sendFile` and its event `filetransfer` have them. */
  constructor(facts: Readonly<FileTransferFacts>) {
    super();
    this.#facts = facts;
  }

  get direction(): 'outgoing' | 'incoming' {
    return this.#facts.direction;
  }

  /** Of one that comes: a plain file name without a folder, whatever the other side has said. */
  get name(): string {
    return this.#facts.name;
  }

  /** In bytes. */
  get size(): number {
    return this.#facts.size;
  }

  /** What the sender calls it, such as `image/png`, or `''`: a label, and nothing that the content has to agree with. */
  get type(): string {
    return this.#facts.type;
  }

  get state(): FileTransferState {
    return this.#facts.state;
  }

  get bytesTransferred(): number {
    return this.#facts.bytesTransferred;
  }

  /** Why it has failed or could not be taken: `file-too-large`, `file-unreadable`, `file-damaged`, `file-interrupted`, … */
  get error(): CallError | null {
    return this.#facts.error;
  }

  /** After `file-too-large`: the most that the side takes which has refused it, in bytes; `null` where it did not say. */
  get sizeLimit(): number | null {
    return this.#facts.sizeLimit;
  }

  /**
   * Of one that has come: its content, once it is `complete`. Nothing opens or saves it by itself. Its type is that of the
   * sender for pictures, sound, film and plain text, which can't run as a program, and `application/octet-stream` for the rest.
   */
  get blob(): Blob | null {
    return this.#facts.blob;
  }

  /** Takes a file that is offered. Does nothing in any other state, and of the own files. */
  accept(): void {
    this.#facts.accept();
  }

  /**
   * Gives it up, on both sides; one that is offered is declined by it. Does nothing once it is over.
   *
   * @param reason of one that has come and is offered: `not-supported` says to both sides, as its `error`, that no files are taken here
   */
  cancel(reason?: 'not-supported' | null): void {
    this.#facts.cancel(reason);
  }
}
