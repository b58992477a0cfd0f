import { toCallError, type CallError } from '../../call/terms/call-error.js';
import { SignalingError } from '../../signaling/signaling-error.js';
import type { DeviceHintEvent } from '../../call/terms/call-events.js';
import type { MediaState } from '../../call/terms/media-state.js';
import { ElementErrorEvent } from '../element-events.js';
import { isForPageAlone } from '../page-error.js';
import type { CallHost } from './call-host.js';

/** Failures that do not end a call. Each is fired on the host, and the latest is shown until the user closes it. */
export class Problems {
  readonly #host: CallHost;
  #current: CallError | SignalingError | null = null;
  #hint: DeviceHintEvent | null = null;
  #lastCause: unknown = null;

  constructor(host: CallHost) {
    this.#host = host;
  }

  /** The failure to show. */
  get current(): CallError | SignalingError | null {
    return this.#current;
  }

  /** What could be better, unless that device is gone. */
  get hint(): DeviceHintEvent | null {
    return this.#hint?.track.readyState === 'live' ? this.#hint : null;
  }

  suggest(hint: DeviceHintEvent | null): void {
    this.#hint = hint;
    this.#host.requestUpdate();
  }

  report(cause: unknown): void {
    // The same error may come both as an event and as a rejection.
    if (cause === this.#lastCause) return;
    this.#lastCause = cause;
    // Other errors come from the page's own hooks.
    const error = cause instanceof SignalingError ? cause : toCallError(cause, 'invalid-state');
    if (!isForPageAlone(error)) this.#current = error;
    this.#host.dispatchEvent(new ElementErrorEvent(error));
    this.#host.requestUpdate();
  }

  dismiss(): void {
    // The failure stands before the hint, which may be read after it.
    if (this.#current) this.#current = null;
    else this.#hint = null;
    this.#host.requestUpdate();
  }

  /** Forgets the failure of a device that works now. */
  settle(media: MediaState): void {
    const error = this.#current;
    const device = error instanceof SignalingError ? null : error?.device;
    if (device && media[device]) this.dismiss();
  }
}
