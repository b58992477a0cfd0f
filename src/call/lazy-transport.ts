import { loadCryptography } from '../link/load-cryptography.js';
import type { ConnectionEvidence } from './diagnosis/candidate-log.js';
import type * as Connection from './call-engine.js';
import type { CallTransport, CallTransportOptions } from './connection/call-transport.js';
import { notFetched } from './terms/call-error.js';
import type * as Messages from './message-handling.js';
import type { Opening } from './terms/call-message.js';

type TransportMessage = Parameters<CallTransport['receive']>[0];

/** More than a caller sends while it rings. */
const MAX_EARLY_MESSAGES = 16;

type CallEngine = typeof Connection & typeof Messages;

/** Fetches the files that connect and verify a call, and read what the peer says. Who expects calls fetches them before. */
export async function loadCallEngine(): Promise<CallEngine> {
  // Where it fails, the call reports it.
  loadCryptography().catch(() => undefined);
  const files = [import('./call-engine.js'), import('./message-handling.js')] as const;
  const [connection, messages] = await Promise.all(files);
  return { ...connection, ...messages };
}

/**
 * The transport of a call, whose code is not part of the first load: a page needs it when it has a call. It is fetched when
 * the call begins or, where calls are listened for, before.
 */
export class LazyTransport {
  readonly #generation: number;
  readonly #loading: Promise<CallTransport | null>;
  #transport: CallTransport | null = null;
  #earlyMessages = 0;
  #isClosed = false;

  /** @param onLoaded runs before the transport is made */
  constructor(options: CallTransportOptions, onLoaded: (engine: CallEngine) => void) {
    this.#generation = options.saved?.generation ?? 0;
    this.#loading = loadCallEngine().then(
      (engine) => {
        // The call may have ended meanwhile.
        if (this.#isClosed) return null;
        onLoaded(engine);
        return (this.#transport = new engine.CallTransport(options));
      },
      (cause: unknown) => {
        options.onFailure(notFetched('connection-failed', cause));
        return null;
      },
    );
  }

  /** The browser's own connection, once there is one. */
  get connection(): RTCPeerConnection | null {
    return this.#transport?.connection ?? null;
  }

  get evidence(): ConnectionEvidence | null {
    return this.#transport?.evidence ?? null;
  }

  get certificate(): RTCCertificate | undefined {
    return this.#transport?.certificate;
  }

  get fingerprint(): string | null {
    return this.#transport?.fingerprint ?? null;
  }

  get generation(): number {
    return this.#transport?.generation ?? this.#generation;
  }

  isPeerHeard(): Promise<boolean> {
    return this.#transport?.isPeerHeard() ?? Promise.resolve(false);
  }

  /** Resolves when the code is there, or could not be fetched. */
  async loaded(): Promise<void> {
    await this.#loading;
  }

  async resume(): Promise<void> {
    (await this.#loading)?.resume();
  }

  async prepare(isCallerKnown: boolean): Promise<void> {
    (await this.#loading)?.prepare(isCallerKnown);
  }

  async open(): Promise<void> {
    await (await this.#loading)?.open();
  }

  async describe(opening: Opening): Promise<void> {
    await (await this.#loading)?.describe(opening);
  }

  async answered(): Promise<void> {
    (await this.#loading)?.answered();
  }

  receive(message: TransportMessage): void {
    if (this.#transport) this.#transport.receive(message);
    else if (this.#earlyMessages < MAX_EARLY_MESSAGES) {
      this.#earlyMessages += 1;
      void this.#loading.then((transport) => transport?.receive(message));
    }
  }

  limit(maxBitrate: number): void {
    void this.#loading.then((transport) => transport?.limit(maxBitrate));
  }

  peerLeft(): void {
    this.#transport?.peerLeft();
  }

  close(): void {
    this.#isClosed = true;
    this.#transport?.close();
  }
}
