import type { LitElement, ReactiveController } from 'lit';
import { CallError, toCallError } from '../../../call/terms/call-error.js';

const NO_CHOICE = 'This browser has no choice of loudspeakers: choose in the system settings.';

export interface AudioOutputHost extends LitElement {
  /** Id of the device to use; `null` for the browser's default. */
  audioOutput: string | null;
}

/** Plays the sound of calls on the device that the host names. If that one can't be used, the host names the one before. */
export class AudioOutputController implements ReactiveController {
  readonly #host: AudioOutputHost;
  readonly #onFailure: (error: CallError) => void;
  #wanted = '';
  #used = '';
  #change: Promise<void> = Promise.resolve();

  constructor(host: AudioOutputHost, onFailure: (error: CallError) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  /** Resolves once the change under way is made, or has failed. */
  get settled(): Promise<void> {
    return this.#change;
  }

  hostUpdated(): void {
    const wanted = this.#host.audioOutput ?? '';
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    // One after the other: of two at once either could win.
    this.#change = this.#change.then(() => this.#use(wanted));
  }

  async #use(deviceId: string): Promise<void> {
    if (deviceId === this.#used) return;
    try {
      for (const sound of this.#host.renderRoot.querySelectorAll('audio')) {
        if (!('setSinkId' in sound)) throw new CallError('not-supported', NO_CHOICE);
        await sound.setSinkId(deviceId);
      }
      this.#used = deviceId;
    } catch (error) {
      // Back to the one before, unless another is wanted already.
      if (this.#host.audioOutput === deviceId) this.#host.audioOutput = this.#used || null;
      this.#onFailure(toCallError(error, 'audio-output-failed'));
    }
  }
}
