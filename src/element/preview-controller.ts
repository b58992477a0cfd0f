import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallError } from '../call/call-error.js';
import { requireMediaDevices, toMediaError } from '../call/media-error.js';

export interface PreviewHooks {
  /** Whether the page or the user asks for the self-view, and there is no call that needs the camera. */
  wanted(): boolean;
  failed(error: CallError): void;
}

/**
 * Shows the own camera before a call. It gives the camera back before a call opens its own: two users of one camera
 * fail on some systems (`NotReadableError`).
 */
export class PreviewController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hooks: PreviewHooks;
  #stream: MediaStream | null = null;
  #opening: AbortController | null = null;

  constructor(host: ReactiveControllerHost, hooks: PreviewHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  hostDisconnected(): void {
    this.stop();
  }

  hostUpdate(): void {
    if (!this.#hooks.wanted()) this.stop();
    else if (this.#opening === null) void this.#start();
  }

  stop(): void {
    this.#opening?.abort();
    this.#opening = null;
    stopTracks(this.#stream);
    this.#stream = null;
  }

  async #start(): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const stream = await openCamera();
      if (opening.signal.aborted) {
        stopTracks(stream);
        return;
      }
      this.#stream = stream;
      this.#host.requestUpdate();
    } catch (error) {
      if (!opening.signal.aborted) this.#hooks.failed(toMediaError(error, 'camera'));
    }
  }
}

async function openCamera(): Promise<MediaStream> {
  return requireMediaDevices().getUserMedia({ video: { facingMode: 'user' } });
}

function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
