import { RateLimit } from '../../internal/rate-limit.js';
import { Timer } from '../../internal/timer.js';
import type { FileTransfer, FileTransferFacts } from '../terms/file-transfer.js';
import { FileChannel } from './file-channel.js';
import type { FileFrame } from './file-frame.js';
import type { FileHost } from './file-host.js';
import { parseFileMessage, type FileMessage, type StopReason } from './file-message.js';
import { toBlobType, toFileName, toTypeLabel } from './file-name.js';
import { IncomingFile } from './incoming-file.js';
import { OutgoingFile } from './outgoing-file.js';
import { TransferStatus } from './transfer-status.js';

/** How many may be on their way at a time, each way; those that are offered count. */
const MAX_TRANSFERS = 8;

/** Offers that are looked at, and how often the peer is told that a transfer is unknown. No person sends more. */
const MAX_OFFERS = 20;
const MAX_REPLIES = 20;
const WINDOW_MS = 10_000;

/** What only the side that sends a file can say of it. Whatever else it says means that it has given the file up. */
const OF_SENDER: readonly StopReason[] = ['cancelled', 'unreadable', 'gone'];

/** When what could not be said is said again. */
const SAY_AGAIN_MS = 1_000;

/**
 * The files of one call: a file on the CDN, which is fetched with the first file that is sent or offered. What the sides say to
 * each other goes with the messages of the call; the bytes go over a data channel of their own.
 */
export class FileExchange {
  readonly #host: FileHost;
  readonly #outgoing = new Map<number, OutgoingFile>();
  readonly #incoming = new Map<number, IncomingFile>();
  readonly #offers: RateLimit;
  readonly #replies: RateLimit;
  readonly #unsaid: FileMessage[] = [];
  readonly #sayTimer: Timer;
  #channel: FileChannel | null = null;

  constructor(host: FileHost) {
    const { clock } = host;
    this.#host = host;
    this.#offers = new RateLimit(clock, MAX_OFFERS, WINDOW_MS);
    this.#replies = new RateLimit(clock, MAX_REPLIES, WINDOW_MS);
    this.#sayTimer = new Timer(clock, () => this.#sayAll());
    host.listen((text) => {
      const message = host.hasEnded() ? null : parseFileMessage(text);
      if (message) this.#take(message);
    });
  }

  /** What the peer offers or sends at the moment. */
  get incoming(): readonly FileTransfer[] {
    return [...this.#incoming.values()].map(({ status }) => status.transfer);
  }

  /** Offers a file of this side, unless that was given up meanwhile. */
  send(file: Blob, facts: FileTransferFacts, transfer: FileTransfer): void {
    const { clock, maxFileSize, hasEnded } = this.#host;
    const status = new TransferStatus(facts, transfer, clock);
    if (status.isOver) return;
    if (hasEnded()) status.stop('call-ended');
    else if (facts.size > maxFileSize) status.stop('too-large', maxFileSize);
    else if (this.#outgoing.size >= MAX_TRANSFERS) status.stop('too-many');
    else {
      const id = newId();
      const name = toFileName(facts.name);
      const type = toTypeLabel(facts.type);
      const own = { ...this.#sideOptions(id, facts, status), file, name, type };
      const outgoing = new OutgoingFile({ ...own, onOver: () => this.#outgoing.delete(id) });
      facts.cancel = () => this.#stop(this.#outgoing, id, 'cancelled');
      this.#outgoing.set(id, outgoing);
      outgoing.offer();
    }
  }

  /** The connection of the call has gone down or come up, or the call has ended. */
  update(): void {
    const sides = [...this.#outgoing.values(), ...this.#incoming.values()];
    if (this.#host.hasEnded()) {
      this.#outgoing.clear();
      this.#incoming.clear();
      this.#unsaid.length = 0;
      this.#sayTimer.stop();
      this.#channel?.drop();
      for (const side of sides) side.stop('call-ended');
      return;
    }
    const isUp = this.#host.connection() !== null;
    for (const side of sides) side.pathChanged(isUp);
    if (isUp) this.#sayAll();
  }

  #take(message: FileMessage): void {
    const { id } = message;
    const outgoing = this.#outgoing.get(id);
    const incoming = this.#incoming.get(id);
    if (message.type === 'offer') {
      if (!outgoing && !incoming && this.#offers.spend()) this.#offered(message);
    } else if (message.type === 'stop') {
      this.#outgoing.delete(id);
      this.#incoming.delete(id);
      outgoing?.stop(message.reason, message.limit);
      incoming?.stop(OF_SENDER.includes(message.reason) ? message.reason : 'cancelled');
    } else if (message.type === 'resume' && incoming) incoming.ask();
    else if (outgoing) outgoing.take(message);
    else if (/resume|send/.test(message.type) && this.#replies.spend()) {
      // It has ended, or was on the page before a reload.
      this.#say({ type: 'stop', id, reason: 'gone' });
    }
  }

  #offered({ id, name, size, mime }: FileMessage & { readonly type: 'offer' }): void {
    const { clock, maxFileSize, make, offer } = this.#host;
    const refusal =
      maxFileSize === 0
        ? 'not-supported'
        : size > maxFileSize
          ? 'too-large'
          : this.#incoming.size >= MAX_TRANSFERS
            ? 'too-many'
            : null;
    if (refusal) {
      const limit = refusal === 'too-large' ? maxFileSize : undefined;
      this.#say({ type: 'stop', id, reason: refusal, limit });
      return;
    }
    const type = toTypeLabel(mime);
    const facts: FileTransferFacts = {
      direction: 'incoming',
      name: toFileName(name),
      size,
      type,
      state: 'offered',
      bytesTransferred: 0,
      error: null,
      blob: null,
      sizeLimit: null,
      accept: () => incoming.accept(),
      cancel: (reason) => {
        // As a listener it is given an event.
        const why = reason === 'not-supported' ? reason : 'declined';
        this.#stop(this.#incoming, id, facts.state === 'offered' ? why : 'cancelled');
      },
    };
    const transfer = make(facts);
    const status = new TransferStatus(facts, transfer, clock);
    const incoming = new IncomingFile({
      ...this.#sideOptions(id, facts, status),
      blobType: toBlobType(type),
      onOver: () => this.#incoming.delete(id),
    });
    this.#incoming.set(id, incoming);
    this.#say({ type: 'seen', id });
    offer(transfer);
  }

  #sideOptions(id: number, { size }: FileTransferFacts, status: TransferStatus) {
    const { clock } = this.#host;
    const say = (message: FileMessage) => this.#say(message);
    return { id, size, status, clock, say, channel: () => this.#openChannel() };
  }

  /** This side has given it up. */
  #stop(sides: Map<number, OutgoingFile | IncomingFile>, id: number, reason: StopReason): void {
    const side = sides.get(id);
    if (!side) return;
    sides.delete(id);
    this.#say({ type: 'stop', id, reason });
    side.stop(reason);
  }

  /** Only one that is up, and so leads to the peer for sure. */
  #openChannel(): FileChannel | null {
    const connection = this.#host.connection();
    if (connection === null) return null;
    if (this.#channel?.connection !== connection) {
      this.#channel?.drop();
      this.#channel = null;
      try {
        this.#channel = new FileChannel(connection, (frame) => this.#receive(frame));
      } catch {
        // It has just been closed. There will be another one, or the call ends.
      }
    }
    return this.#channel;
  }

  /** Bytes that nobody has asked for are dropped. */
  #receive(frame: FileFrame): void {
    this.#incoming.get(frame.id)?.take(frame);
  }

  #say(message: FileMessage): void {
    this.#unsaid.push(message);
    this.#sayAll();
  }

  #sayAll(): void {
    if (this.#host.hasEnded()) return;
    try {
      for (const message of [...this.#unsaid]) {
        this.#host.say(JSON.stringify(message));
        this.#unsaid.shift();
      }
    } catch {
      // Too much is waiting for the connection.
      this.#sayTimer.start(SAY_AGAIN_MS);
    }
  }
}

/** The two sides choose them without each other, and so does the page after a reload. */
function newId(): number {
  const [id = 0] = crypto.getRandomValues(new Uint32Array(1));
  return id;
}
