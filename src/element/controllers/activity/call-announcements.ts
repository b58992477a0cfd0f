import type { ReactiveController } from 'lit';
import { isOn, type MediaState } from '../../../call/terms/media-state.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import type { Announcer } from '../page/announcer.js';
import type { ToolsHost, Wording } from '../host/tools-host.js';

const DEVICES = ['microphone', 'camera', 'screen'] as const;

/** Says what is turned on and off in a call: there are signs for it, which are no live regions. */
export class CallAnnouncements implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #wording: () => Wording;
  readonly #announcer: Announcer;
  #call: PeerCall | null = null;
  #local: MediaState | null = null;
  #remote: MediaState | null = null;

  constructor(host: ToolsHost, wording: () => Wording, announcer: Announcer) {
    this.#host = host;
    this.#wording = wording;
    this.#announcer = announcer;
    host.addController(this);
  }

  hostUpdated(): void {
    const { call } = this.#host;
    // As it is at first, and anew after a repair, is no news.
    const known = call && call === this.#call && call.state === 'connected';
    if (known && this.#local && this.#remote) {
      this.#compare('local', this.#local, call.localMedia);
      this.#compare('remote', this.#remote, call.remoteMedia);
    }
    this.#call = call;
    this.#local = call && isUp(call) ? call.localMedia : null;
    this.#remote = call && isUp(call) ? call.remoteMedia : null;
  }

  #compare(side: 'local' | 'remote', before: MediaState, now: MediaState): void {
    if (before === now) return;
    const { text } = this.#wording();
    for (const device of DEVICES) {
      const on = isOn(now, device);
      if (on === isOn(before, device)) continue;
      // The button that has the focus says it itself.
      if (side === 'local' && this.#isFocused(`${device}-button`)) continue;
      this.#announcer.announce(text[`announce-${side}-${device}-${on ? 'on' : 'off'}`] ?? '');
    }
  }

  #isFocused(part: string): boolean {
    return this.#host.shadowRoot?.activeElement?.part.contains(part) ?? false;
  }
}
