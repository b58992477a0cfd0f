import { CallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { CallPicture } from './call-picture.js';
import { CallSound } from './call-sound.js';

/** The first that the browser can write: most players take the first, all browsers the last. */
const TYPES = [
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/mp4;codecs=avc1.42E01E,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
];
/** How often what was recorded is handed over, so that its size can be shown. */
const SLICE_MS = 1_000;
/**
 * MP4 is handed over from one key picture to the next: Chromium makes them so rarely that after 12 s there were but 36 bytes, and
 * a tab that is lost would take all with it.
 */
const KEY_PICTURE_MS = 2_000;
const VIDEO_BIT_RATE = 2_500_000;
const AUDIO_BIT_RATE = 96_000;

/** TypeScript does not know it yet (https://w3c.github.io/mediacapture-record/#mediarecorderoptions-section). */
interface RecorderOptions extends MediaRecorderOptions {
  readonly videoKeyFrameIntervalDuration: number;
}

/** Writes both sides of a call into one file, in this page's memory. */
export class CallRecorder {
  readonly #picture: CallPicture;
  readonly #sound: CallSound;
  readonly #recorder: MediaRecorder;
  readonly #onProgress: () => void;
  readonly #pieces: Blob[] = [];
  readonly #done: Promise<Blob>;
  #size = 0;

  /**
   * Starts at once.
   *
   * @param onProgress once a second, and when it fails
   * @throws {CallError} `not-supported` where the browser can't record
   */
  constructor(call: PeerCall, document: Document, onProgress: () => void) {
    const mimeType = supportedType();
    if (mimeType === undefined) {
      throw new CallError('not-supported', 'This browser can’t record calls.');
    }
    this.#onProgress = onProgress;
    this.#picture = new CallPicture(call, document);
    this.#sound = new CallSound(call);
    const tracks = [this.#picture.track, this.#sound.track].filter((track) => track !== undefined);
    const options: RecorderOptions = {
      mimeType,
      videoBitsPerSecond: VIDEO_BIT_RATE,
      audioBitsPerSecond: AUDIO_BIT_RATE,
      videoKeyFrameIntervalDuration: KEY_PICTURE_MS,
    };
    try {
      this.#recorder = new MediaRecorder(new MediaStream(tracks), options);
    } catch (error) {
      this.#picture.stop();
      this.#sound.stop();
      throw error;
    }
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    this.#done = new Promise((resolve) => {
      const file = () => new Blob(this.#pieces, { type: mimeType });
      this.#recorder.addEventListener('stop', () => resolve(file()), { once: true });
    });
    this.#recorder.start(SLICE_MS);
    void this.#sound.resume();
  }

  /** Whether it records. It may have ended by itself, for want of memory. */
  get isRunning(): boolean {
    return this.#recorder.state === 'recording';
  }

  /** In bytes, by now. */
  get size(): number {
    return this.#size;
  }

  /** Ends the recording. @returns a promise of the file */
  async stop(): Promise<Blob> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    const file = await this.#done;
    this.#picture.stop();
    this.#sound.stop();
    return file;
  }

  #take(data: Blob): void {
    this.#pieces.push(data);
    this.#size += data.size;
    this.#onProgress();
  }
}

function supportedType(): string | undefined {
  if (typeof MediaRecorder === 'undefined') return undefined;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type));
}
