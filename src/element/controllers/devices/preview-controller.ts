import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { deviceGone, requireMediaDevices, toMediaError } from '../../../call/media/media-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { CallError } from '../../../call/terms/call-error.js';
import type { MediaOptions } from '../../../call/terms/call-options.js';
import { isRingingHere } from '../../call-phase.js';
import type { ElementState } from '../../element-events.js';

export interface PreviewHost extends ReactiveControllerHost {
  readonly state: ElementState;
  readonly call: PeerCall | null;
  /** The camera that calls start with. */
  readonly video: boolean | MediaTrackConstraints;
  /** Whether the page asks for the self-view. */
  readonly preview: boolean;
}

/** Shows the own camera before a call, in `idle` and `waiting` and while it rings here, and hands it over to the call. */
export class PreviewController implements ReactiveController {
  /** Whether the page or the user asks for the self-view. */
  wanted = false;
  /** Called when the camera can't be opened, or is gone. */
  failed: () => void = () => {};
  /** Puts in what the user has chosen, before the page's own wishes. Set by what knows of that, once it was fetched. */
  choose = <Options extends MediaOptions>(options: Options): Options => options;
  readonly #host: PreviewHost;
  readonly #onFailure: (error: CallError) => void;
  #stream: MediaStream | null = null;
  #isHandedOver = false;
  #opening: AbortController | null = null;

  constructor(host: PreviewHost, onFailure: (error: CallError) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  /** The self-view before a call, and while a call that has taken the camera over has no stream of its own yet. */
  get stream(): MediaStream | null {
    return this.#stream;
  }

  hostUpdate(): void {
    const { state, call, preview } = this.#host;
    const isBefore = call ? isRingingHere(call) : state === 'idle' || state === 'waiting';
    const hasCall = call !== null && call.state !== 'ended' && !isBefore;
    // What the user asked for before a call is no consent to the camera after it.
    if (!isBefore) this.wanted = preview;
    const isWanted = isBefore && this.wanted;
    // Also what was handed over, in case that a subclass has made its call without it.
    if (this.#isHandedOver ? !hasCall : !isWanted) this.stop();
    if (isWanted && this.#opening === null) void this.#start();
  }

  toggle(): void {
    this.wanted = !this.wanted;
    this.#host.requestUpdate();
  }

  /** Whether the camera is being opened: the browser may be asking the user. */
  get isOpening(): boolean {
    return this.#opening !== null && this.#stream === null;
  }

  /** Lets a call begin that takes the camera over if it starts with one. If `begin` throws, the preview goes on. */
  handOver<Options extends MediaOptions, Result>(
    options: Options,
    begin: (options: Options) => Result,
  ): Result {
    const chosen = this.choose(options);
    const previewStream = options.video === false ? null : this.#stream;
    const result = begin(previewStream ? { ...chosen, previewStream } : chosen);
    if (previewStream) {
      this.#isHandedOver = true;
      this.#opening?.abort();
    } else {
      this.stop();
    }
    return result;
  }

  stop(): void {
    this.#opening?.abort();
    this.#opening = null;
    stopTracks(this.#stream);
    this.#stream = null;
    this.#isHandedOver = false;
  }

  async #start(): Promise<void> {
    const { signal } = (this.#opening = new AbortController());
    const { video } = this.choose({ audio: false, video: this.#host.video || true });
    try {
      const constraints = { video: typeof video === 'object' ? video : { facingMode: 'user' } };
      const stream = await requireMediaDevices().getUserMedia(constraints);
      if (signal.aborted) {
        stopTracks(stream);
        return;
      }
      this.#stream = stream;
      const gone = () => this.#fail(deviceGone('camera'));
      for (const track of stream.getTracks()) track.addEventListener('ended', gone, { signal });
      this.#host.requestUpdate();
    } catch (cause) {
      const error = await toMediaError(cause, 'camera');
      if (!signal.aborted) this.#fail(error);
    }
  }

  #fail(error: CallError): void {
    this.wanted = false;
    this.failed();
    this.#onFailure(error);
  }
}

function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
