import { readFrame, writeFrame, type FileFrame } from './file-frame.js';

/** Both sides open it under this number, as they do with that of the call, which is 0: nothing has to be negotiated. */
const CHANNEL_ID = 1;

/** In bytes. Short, so that messages of the call find room in between: no browser interleaves them (RFC 8260). */
export const FRAME_BYTES = 16 * 1024;

/**
 * What waits in the browser at most. On one busy computer (Chromium 156, both ends in one page, 50 MB): 64 KB carry 7.5 MB/s, and
 * 0.1 % of the voice is made up meanwhile; 1 MB with frames of 64 KB carry 13 MB/s, and 1 % is.
 */
const MAX_BUFFERED_BYTES = 64 * 1024;

/** The second data channel of a connection, which carries the bytes of files. It lasts as long as the connection. */
export class FileChannel {
  readonly connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #listeners = new AbortController();
  readonly #waiting: (() => void)[] = [];

  /** Throws if the connection is closed. */
  constructor(connection: RTCPeerConnection, onFrame: (frame: FileFrame) => void) {
    this.connection = connection;
    const init = { negotiated: true, id: CHANNEL_ID, priority: 'low' };
    const channel = connection.createDataChannel('p2p-video-call-files', init);
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = MAX_BUFFERED_BYTES / 2;
    this.#channel = channel;
    const { signal } = this.#listeners;
    for (const name of ['open', 'bufferedamountlow', 'close'] as const) {
      channel.addEventListener(name, () => this.#wake(), { signal });
    }
    channel.addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        const frame = readFrame(data);
        if (frame && frame.bytes.length <= FRAME_BYTES) onFrame(frame);
      },
      { signal },
    );
  }

  /** Resolves when there is room: `true`, or `false` once there will never be any again. */
  async hasRoom(): Promise<boolean> {
    const channel = this.#channel;
    while (!this.#listeners.signal.aborted && !/^clos/.test(channel.readyState)) {
      const isOpen = channel.readyState === 'open';
      if (isOpen && channel.bufferedAmount < MAX_BUFFERED_BYTES) return true;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return false;
  }

  /** To be called when there is room. */
  send(frame: FileFrame): void {
    this.#channel.send(writeFrame(frame));
  }

  /** Listens no more, and lets nobody wait. */
  drop(): void {
    this.#listeners.abort();
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
