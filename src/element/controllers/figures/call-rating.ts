import type { PeerCall } from '../../../call/peer-call.js';
import { CallRatingEvent, type Rating } from '../../element-events.js';
import type { PanelHost } from '../host/panel-controller.js';

/** Asks once after each call how it was, and tells the page. */
export class CallRating {
  readonly #host: PanelHost;
  #rated: PeerCall | null = null;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  isRated(call: PeerCall): boolean {
    return call === this.#rated;
  }

  rate(call: PeerCall, rating: Rating, durationMs: number): void {
    if (this.isRated(call)) return;
    this.#rated = call;
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new CallRatingEvent(rating, call, durationMs));
  }
}
