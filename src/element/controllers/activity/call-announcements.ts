import type { ReactiveController } from 'lit';
import { isOn, type MediaState } from '../../../call/terms/media-state.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isRingingHere, isUp } from '../../call-phase.js';
import { displayId } from '../../display-id.js';
import type { Announcer } from '../page/announcer.js';
import type { ToolsHost, Wording } from '../host/tools-host.js';

const DEVICES = ['microphone', 'camera', 'screen'] as const;

/** What the other tools of a call know that is to be said. */
export interface Told {
  readonly speaking: { readonly talksMuted: boolean };
  readonly recording: { readonly progress: object | null; readonly consent: Consent | null };
}

interface Consent {
  readonly peer: string;
}

/**
 * Says what is turned on and off in a call, and what else one sees of it: there are signs for it, which are no live regions.
 * One that comes with its words in it is not read out by every screen reader.
 */
export class CallAnnouncements implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #wording: () => Wording;
  readonly #announcer: Announcer;
  readonly #told: Told;
  #before: Readonly<Record<string, boolean>> = {};
  #call: PeerCall | null = null;
  #local: MediaState | null = null;
  #remote: MediaState | null = null;

  constructor(host: ToolsHost, wording: () => Wording, announcer: Announcer, told: Told) {
    this.#host = host;
    this.#told = told;
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
    this.#sayNew(call);
    this.#call = call;
    this.#local = call && isUp(call) ? call.localMedia : null;
    this.#remote = call && isUp(call) ? call.remoteMedia : null;
  }

  /** What there was not a moment ago, and what there is no more. */
  #sayNew(call: PeerCall | null): void {
    const { text } = this.#wording();
    const { speaking, recording } = this.#told;
    const peer = recording.consent?.peer;
    const name = call && isRingingHere(call) ? displayId(call.peerName ?? '') : '';
    const before = this.#before;
    const now = {
      ring: name !== '',
      muted: speaking.talksMuted,
      records: recording.progress !== null,
      isRecorded: peer === 'allowed' || peer === 'records',
    };
    this.#before = now;
    const isNew = (what: keyof typeof now) => now[what] && !before[what];
    // Who calls is in no live region; the status says that somebody does.
    if (isNew('ring')) this.#say(text['ring-title']?.replace('{name}', () => name));
    if (isNew('muted')) this.#say(text['voice-muted']);
    if (isNew('records')) this.#say(text['announce-local-record-on']);
    const isOver = before.isRecorded && !now.isRecorded && call?.state === 'connected';
    if (isOver) this.#say(text['announce-remote-record-off']);
  }

  #say(words: string | undefined): void {
    if (words) this.#announcer.announce(words);
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
