import type { AppMessages } from './app-messages.js';
import type { CallOwner } from './call-owner.js';
import type { CallSession } from './call-session.js';
import type { CallStatus } from './call-status.js';
import type { FileExchange } from './files/file-exchange.js';
import { CallError, notFetched } from './terms/call-error.js';
import { FileTransferEvent } from './terms/call-events.js';
import type { ResolvedCallOptions } from './terms/call-options.js';
import { FileTransfer, type FileTransferFacts } from './terms/file-transfer.js';

/** The topic under which the two sides speak about files. */
const TOPIC = 'files';

export interface FileOptions {
  /** What the other side is to call it; by default its own name, or `file`. */
  readonly name?: string | null | undefined;
}

/** The inside of the call. */
interface FilesOwner {
  readonly call: CallOwner;
  readonly status: CallStatus;
  readonly session: CallSession;
  readonly appMessages: AppMessages;
}

/** Files of a call. What moves them is fetched with the first that is sent or offered. */
export class CallFiles {
  readonly #lifecycle: FilesOwner;
  readonly #options: Pick<ResolvedCallOptions, 'clock' | 'maxFileSize'>;
  #exchange: FileExchange | null = null;
  #loading: Promise<FileExchange> | null = null;
  #connection: RTCPeerConnection | null = null;

  constructor(lifecycle: FilesOwner, options: Pick<ResolvedCallOptions, 'clock' | 'maxFileSize'>) {
    this.#lifecycle = lifecycle;
    this.#options = options;
  }

  get incoming(): readonly FileTransfer[] {
    return this.#exchange?.incoming ?? [];
  }

  /** @throws {CallError} as `PeerCall.sendFile` does */
  send(file: Blob, options?: FileOptions | null): FileTransfer {
    const { status } = this.#lifecycle;
    if (!status.hasConnected) throw status.notNow('Files can be sent once the call is connected');
    if (!((file as unknown) instanceof Blob)) {
      throw new CallError('invalid-argument', 'Give a File or a Blob.');
    }
    const move = (state: 'cancelled' | 'failed', error: CallError | null = null) => {
      if (facts.state !== 'offered') return;
      Object.assign(facts, { state, error });
      transfer.dispatchEvent(new Event('statechange'));
    };
    const facts: FileTransferFacts = {
      direction: 'outgoing',
      name: options?.name ?? (file as Partial<File>).name ?? 'file',
      size: file.size,
      type: file.type,
      state: 'offered',
      bytesTransferred: 0,
      error: null,
      blob: null,
      sizeLimit: null,
      accept: () => undefined,
      cancel: () => move('cancelled'),
    };
    const transfer = new FileTransfer(facts);
    this.#load().then(
      (exchange) => exchange.send(file, facts, transfer),
      (cause: unknown) => move('failed', notFetched('file-interrupted', cause)),
    );
    return transfer;
  }

  /** The peer has sent a message with this topic. Where the file for it does not come, the next message asks again. */
  heard(topic: string): void {
    if (topic === TOPIC) this.#load().catch(() => undefined);
  }

  /** @param connection the one that has come up; `null`: it is down, or the call has ended */
  pathChanged(connection: RTCPeerConnection | null): void {
    this.#connection = connection;
    this.#exchange?.update();
  }

  #load(): Promise<FileExchange> {
    const { status, call, appMessages } = this.#lifecycle;
    return (this.#loading ??= import('./files/file-exchange.js').then(
      ({ FileExchange }) =>
        (this.#exchange = new FileExchange({
          ...this.#options,
          connection: () => this.#connection,
          hasEnded: () => status.hasEnded,
          say: (message) => this.#lifecycle.session.sendAppMessage(message, TOPIC),
          listen: (listener) => appMessages.listen(TOPIC, listener),
          make: (facts) => new FileTransfer(facts),
          offer: (transfer) => call.dispatchEvent(new FileTransferEvent(transfer)),
        })),
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    ));
  }
}
