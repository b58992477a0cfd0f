import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { isOn } from '../../../call/terms/media-state.js';
import { isRingingHere } from '../../call-phase.js';
import type { ElementState } from '../../element-events.js';

export interface StatefulHost extends ReactiveControllerHost, HTMLElement {
  readonly state: ElementState;
  readonly call: PeerCall | null;
}

/** For style sheets of the page: `:state(connected)`, `:state(muted)`. Browsers before May 2024 have none. */
export class CustomStates implements ReactiveController {
  readonly #host: StatefulHost;
  #states: CustomStateSet | null | undefined;

  constructor(host: StatefulHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const { state, call } = this.#host;
    const media = call && state !== 'ended' && !isRingingHere(call) ? call.localMedia : null;
    try {
      // Not earlier: a subclass may have taken the internals for itself, and then this is refused.
      const states = (this.#states ??= this.#host.attachInternals().states);
      states.clear();
      states.add(state);
      if (media && !isOn(media, 'microphone')) states.add('muted');
      if (media && !isOn(media, 'camera')) states.add('camera-off');
      if (media && isOn(media, 'screen')) states.add('sharing');
    } catch {
      // The attribute `state` is there in any case.
    }
  }
}
