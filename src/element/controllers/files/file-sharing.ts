import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import type { FileTransfer } from '../../../call/terms/file-transfer.js';
import { isUp } from '../../call-phase.js';
import type { ChatController } from '../chat/chat-controller.js';
import { FileDrop } from './file-drop.js';
import type { ToolsHost } from '../host/tools-host.js';
import { isTakenAway } from '../screen/controls-list.js';
import { saveFile } from './save-file.js';
import { SharedFile } from './shared-file.js';

/** Of one drop. Nobody means to send a folder of a thousand pictures one by one. */
const MAX_AT_ONCE = 20;
/** Offers that may wait for an answer. More are declined unseen. */
const MAX_OFFERS = 20;

/** The files of the call that is shown: they stand in its chat. */
export class FileSharing implements ReactiveController {
  readonly drop: FileDrop;
  readonly #host: ToolsHost;
  readonly #chat: ChatController<SharedFile>;
  #call: PeerCall | null = null;
  #listeners = new AbortController();
  #latest: SharedFile | null = null;

  constructor(host: ToolsHost, chat: ChatController<SharedFile>, openChat: () => void) {
    this.#host = host;
    this.#chat = chat;
    this.drop = new FileDrop(
      host,
      () => this.isOffered,
      (files) => {
        this.send(files);
        openChat();
      },
    );
    host.addController(this);
  }

  /** Whether the page lets files be sent and taken: they stand in the chat. */
  get isAllowed(): boolean {
    const { controlsList, maxFileSize } = this.#host;
    const isAway = isTakenAway(controlsList, 'files') || isTakenAway(controlsList, 'chat');
    return !isAway && (maxFileSize === null || Number(maxFileSize) !== 0);
  }

  /** Whether files can be sent now. */
  get isOffered(): boolean {
    const { call } = this.#host;
    return this.isAllowed && call !== null && isUp(call);
  }

  /** What has changed last, to be read out; `null`: nothing so far. */
  get latest(): SharedFile | null {
    return this.#latest;
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (call === this.#call) return;
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#call = call;
    this.#latest = null;
    const { signal } = this.#listeners;
    call?.addEventListener('filetransfer', ({ transfer }) => this.#offered(transfer), { signal });
    // This file may have been fetched after they were offered.
    for (const transfer of call?.incomingFiles ?? []) this.#offered(transfer);
  }

  /** Offers files to the other side. What becomes of each stands in the chat. */
  send(files: Iterable<File>): void {
    const { call } = this.#host;
    if (call === null || !this.isOffered) return;
    for (const file of [...files].slice(0, MAX_AT_ONCE)) {
      this.#place(new SharedFile(call.sendFile(file)));
    }
  }

  /** Pictures and files are pasted; where there is text with them, as of a table, the text is meant. */
  readonly paste = (event: ClipboardEvent): void => {
    const { files, types } = event.clipboardData ?? {};
    if (!files?.length || types?.includes('text/plain') || !this.isOffered) return;
    event.preventDefault();
    this.send(files);
  };

  accept({ transfer }: SharedFile): void {
    transfer.accept();
    this.#host.requestUpdate();
  }

  /** Declines it, or gives it up. */
  stop(file: SharedFile): void {
    file.wasStoppedHere = true;
    file.transfer.cancel();
    this.#host.requestUpdate();
  }

  save({ transfer: { blob }, name }: SharedFile): void {
    if (blob) saveFile(this.#host.ownerDocument, blob, name);
  }

  #offered(transfer: FileTransfer): void {
    const waiting = this.#chat.entries.filter(
      (entry) =>
        'transfer' in entry && entry.from === 'remote' && entry.transfer.state === 'offered',
    );
    if (waiting.length >= MAX_OFFERS) transfer.cancel();
    else this.#place(new SharedFile(transfer));
    if (!this.isAllowed) transfer.cancel('not-supported');
  }

  #place(file: SharedFile): void {
    const { transfer, pace } = file;
    const { signal } = this.#listeners;
    const onProgress = () => {
      pace.note(transfer.bytesTransferred, performance.now());
      this.#host.requestUpdate();
    };
    const onState = () => {
      pace.reset();
      this.#latest = file;
      if (transfer.state !== 'transferring') this.#chat.mention(file);
      this.#host.requestUpdate();
    };
    transfer.addEventListener('progress', onProgress, { signal });
    transfer.addEventListener('statechange', onState, { signal });
    this.#chat.place(file);
  }
}
