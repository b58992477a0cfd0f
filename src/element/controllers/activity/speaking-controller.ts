import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { isOn } from '../../../call/terms/media-state.js';
import { isUp } from '../../call-phase.js';
import { MutedTalk } from './muted-talk.js';
import type { ToolsHost } from '../host/tools-host.js';
import { VoiceMeter } from './voice-meter.js';

const LOOK_MS = 250;
/** −40 dB of full scale: speech into a microphone is above it, what noise suppression leaves of a room is below. */
const VOICE_LEVEL = 0.01;
/** Between two words nobody stops to speak. */
const HOLD_MS = 700;

const SIDES = ['local', 'remote'] as const;
type Side = (typeof SIDES)[number];

/**
 * Knows who speaks, from what is really played and sent, and shows it in `data-speaking` of the root: as a rendering each time
 * would cost more than the look itself.
 */
export class SpeakingController implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #mutedTalk = new MutedTalk();
  readonly #heardMs: Record<Side, number> = { local: -Infinity, remote: -Infinity };
  #call: PeerCall | null = null;
  #meter: VoiceMeter | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';

  constructor(host: ToolsHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the user speaks with the microphone off. */
  get talksMuted(): boolean {
    return this.#mutedTalk.isHeard;
  }

  hostUpdated(): void {
    const { call, isConnected } = this.#host;
    const live = isConnected && call && isUp(call) ? call : null;
    if (live === this.#call) {
      if (live) this.#listen(live);
      return;
    }
    this.hostDisconnected();
    if (live) this.#start(live);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#meter?.close();
    this.#mutedTalk.stop();
    this.#meter = this.#call = null;
    this.#heardMs.local = this.#heardMs.remote = -Infinity;
    this.#show('');
  }

  #start(call: PeerCall): void {
    this.#call = call;
    try {
      this.#meter = new VoiceMeter(
        this.#host.ownerDocument.defaultView as Window & typeof globalThis,
      );
      this.#listen(call);
      this.#look();
    } catch {
      // This browser has no Web Audio, or not for so many: nobody is marked.
      this.#meter?.close();
      this.#meter = null;
    }
  }

  #listen({ localStream, remoteStream, localMedia, remoteMedia }: PeerCall): void {
    const own = localStream?.getAudioTracks()[0] ?? null;
    const others = remoteStream?.getAudioTracks()[0] ?? null;
    const meter = this.#meter;
    if (!meter) return;
    meter.listen('local', localMedia.microphone ? own : null);
    meter.listen('remote', remoteMedia.microphone ? others : null);
    const muted = isOn(localMedia, 'microphone') ? null : own;
    meter.listen('muted', this.#mutedTalk.listenTo(muted));
  }

  readonly #look = (): void => {
    const meter = this.#meter;
    if (!meter) return;
    this.#timer = setTimeout(this.#look, LOOK_MS);
    const isSeen = this.#host.ownerDocument.visibilityState === 'visible';
    meter.isRunning = isSeen;
    if (!isSeen) return;
    const nowMs = performance.now();
    for (const side of SIDES) {
      if (meter.level(side) >= VOICE_LEVEL) this.#heardMs[side] = nowMs;
    }
    this.#show(SIDES.filter((side) => nowMs - this.#heardMs[side] < HOLD_MS).join(' '));
    if (this.#mutedTalk.note(meter.level('muted'), nowMs)) this.#host.requestUpdate();
  };

  #show(speaking: string): void {
    const root = this.#host.renderRoot.querySelector<HTMLElement>('.root');
    if (!root || speaking === this.#shown) return;
    this.#shown = speaking;
    root.toggleAttribute('data-speaking', speaking !== '');
    if (speaking) root.setAttribute('data-speaking', speaking);
  }
}
