import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { CallError } from '../terms/call-error.js';
import type { ReceivedFigures } from './connection-figures.js';

/** How long the voice may arrive without being played. */
const UNPLAYED_MS = 5_000;
/** An output that can be started again plays within so long. */
const RESTARTED_MS = 1_000;

export type ReceivedVoice = Pick<ReceivedFigures, 'packets' | 'samples'>;

export interface PlayoutWatchOptions {
  readonly clock: Clock;
  /** Lets whatever plays the peer's sound begin anew. */
  readonly restart: () => void;
  /** The voice as of now. */
  readonly read: () => Promise<ReceivedVoice>;
  readonly onError: (error: CallError) => void;
}

/**
 * Notices that the voice arrives but is not played any more, although it was, and starts its output again. The samples that
 * are received stand in two cases (Chromium 156): no element has the stream, or the sound output of the browser has failed
 * under the one that has it. They go on in an element that is paused, muted, hidden or not allowed to play. Only a second
 * start tells the two cases apart: it does nothing for an app that plays nothing, and that app is told nothing.
 */
export class PlayoutWatch {
  readonly #options: PlayoutWatchOptions;
  readonly #timer: Timer;
  #previous: ReceivedVoice | null = null;
  #standsSinceMs: number | null = null;
  /** How many samples had been received when the output was started again. */
  #restartedAt: number | null = null;

  constructor(options: PlayoutWatchOptions) {
    this.#options = options;
    this.#timer = new Timer(options.clock, () => void this.#judge());
  }

  /** @param isWanted whether the peer says that it sends its voice */
  next(voice: ReceivedVoice, isWanted: boolean): void {
    const previous = this.#previous;
    this.#previous = voice;
    if (!previous || voice.samples === 0) return;
    const now = this.#options.clock.now();
    if (!isWanted || voice.samples !== previous.samples) {
      this.#standsSinceMs = null;
      if (!this.#timer.isRunning) this.#restartedAt = null;
    } else if (voice.packets > previous.packets) this.#standsSinceMs ??= now;
    if (this.#standsSinceMs === null || now - this.#standsSinceMs < UNPLAYED_MS) return;
    // Once each time: what has not helped would not help the next time.
    if (this.#restartedAt !== null) return;
    this.#restartedAt = voice.samples;
    this.#options.restart();
    this.#timer.start(RESTARTED_MS);
  }

  /** There is another connection, whose figures can't be compared, or none. */
  reset(): void {
    this.#timer.stop();
    this.#previous = null;
    this.#standsSinceMs = null;
    this.#restartedAt = null;
  }

  async #judge(): Promise<void> {
    const { samples } = await this.#options.read();
    if (this.#restartedAt === null || samples <= this.#restartedAt) return;
    const sentence =
      'The sound output had failed. Call load() and play() on the element that plays remoteStream.';
    this.#options.onError(new CallError('no-audio-output', sentence));
  }
}
