import { toCallError, type CallError } from '../../../call/terms/call-error.js';
import { SignalingError } from '../../../signaling/signaling-error.js';
import type { DeviceHintEvent } from '../../../call/terms/call-events.js';
import type { MediaState } from '../../../call/terms/media-state.js';
import { ElementErrorEvent } from '../../element-events.js';
import { isForPageAlone } from '../../page-error.js';
import type { CallHost } from '../host/call-host.js';
import type { DeviceOffer } from './device-offer.js';

/** Failures that do not end a call. Each is fired on the host, and the latest is shown until the user closes it. */
export class Problems {
  readonly #host: CallHost;
  #current: CallError | SignalingError | null = null;
  #hint: DeviceHintEvent | null = null;
  #offer: DeviceOffer | null = null;
  /** It stands before the offer, as it came after it. */
  #isFailureNew = false;
  #lastCause: unknown = null;
  /** The id of the microphone that the user has taken from an offer: nobody is told at once not to use it. */
  accepted: string | null = null;

  constructor(host: CallHost) {
    this.#host = host;
  }

  /** The failure to show, unless there is an offer. */
  get current(): CallError | SignalingError | null {
    return this.#current;
  }

  /** What to show before all else. */
  get offer(): DeviceOffer | null {
    return this.#current && this.#isFailureNew ? null : this.#offer;
  }

  /** What could be better, unless that device is gone. */
  get hint(): DeviceHintEvent | null {
    return this.#hint?.track.readyState === 'live' ? this.#hint : null;
  }

  suggest(hint: DeviceHintEvent): void {
    if (hint.track.getSettings().deviceId === this.accepted) return;
    this.#hint = hint;
    this.#host.requestUpdate();
  }

  propose(offer: DeviceOffer | null): void {
    this.#offer = offer;
    this.#isFailureNew = false;
    if (this.#current && offer?.settles(this.#current)) this.#current = null;
    this.#host.requestUpdate();
  }

  report(cause: unknown): void {
    // The same error may come both as an event and as a rejection.
    if (cause === this.#lastCause) return;
    this.#lastCause = cause;
    // Other errors come from the page's own hooks.
    const error = cause instanceof SignalingError ? cause : toCallError(cause, 'invalid-state');
    if (!isForPageAlone(error)) {
      this.#current = error;
      this.#isFailureNew = true;
    }
    this.#host.dispatchEvent(new ElementErrorEvent(error));
    this.#host.requestUpdate();
  }

  /** Closes what is shown. What stood behind it may be read then. */
  dismiss(): void {
    const { offer } = this;
    if (offer) offer.close();
    else if (this.#current) this.#current = null;
    else this.#hint = null;
    this.#host.requestUpdate();
  }

  /** Forgets all that was said of a call. */
  clear(): void {
    this.#current = this.#hint = this.#offer = this.accepted = null;
    this.#host.requestUpdate();
  }

  /** Forgets the failure of a device that works now. */
  settle(media: MediaState): void {
    const error = this.#current;
    const device = error instanceof SignalingError ? null : error?.device;
    if (!device || !media[device]) return;
    this.#current = null;
    this.#host.requestUpdate();
  }
}
