import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallError } from '../../call/terms/call-error.js';
import { requireMediaDevices, toMediaError } from '../../call/media/media-error.js';
import type { ElementState } from '../element-events.js';

export interface PreviewHost extends ReactiveControllerHost {
  /** The preview is shown in `idle` alone, where no call needs the camera. */
  readonly state: ElementState;
  /** Whether the page asks for it. */
  readonly preview: boolean;
}

/**
 * Shows the own camera before a call. It gives the camera back before a call opens its own: two users of one camera
 * fail on some systems (`NotReadableError`).
 */
export class PreviewController implements ReactiveController {
  /** Whether the page or the user asks for the self-view. */
  wanted = false;
  readonly #host: PreviewHost;
  readonly #onFailure: (error: CallError) => void;
  #stream: MediaStream | null = null;
  #opening: AbortController | null = null;

  constructor(host: PreviewHost, onFailure: (error: CallError) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  hostDisconnected(): void {
    this.stop();
  }

  hostUpdate(): void {
    const { state, preview } = this.#host;
    const isIdle = state === 'idle';
    // What the user asked for before a call is no consent to the camera after it.
    if (!isIdle) this.wanted = preview;
    if (!isIdle || !this.wanted) this.stop();
    else if (this.#opening === null) void this.#start();
  }

  toggle(): void {
    this.wanted = !this.wanted;
    this.#host.requestUpdate();
  }

  stop(): void {
    this.#opening?.abort();
    this.#opening = null;
    stopTracks(this.#stream);
    this.#stream = null;
  }

  async #start(): Promise<void> {
    const { signal } = (this.#opening = new AbortController());
    try {
      const constraints = { video: { facingMode: 'user' } };
      const stream = await requireMediaDevices().getUserMedia(constraints);
      if (signal.aborted) {
        stopTracks(stream);
        return;
      }
      this.#stream = stream;
      this.#host.requestUpdate();
    } catch (error) {
      if (signal.aborted) return;
      this.wanted = false;
      this.#onFailure(toMediaError(error, 'camera'));
    }
  }
}

function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
