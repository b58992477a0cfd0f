import type { LitElement, ReactiveController } from 'lit';
import { toMediaError } from '../../../call/media/media-error.js';
import { isRingingHere } from '../../call-phase.js';
import { toCallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { CallController } from '../call/call-controller.js';
import type { DeviceChoice } from './device-choice.js';
import { LoudspeakerTest } from './loudspeaker-test.js';
import { MicrophoneLevel } from './microphone-level.js';
import type { PanelController } from '../host/panel-controller.js';
import type { PreviewController } from './preview-controller.js';

/** As smooth as the eye wants it, and no more than twenty looks a second. */
const LOOK_MS = 60;
const CALM_LOOK_MS = 400;
/** Louder than a room is without anybody in it. */
const HEARD_LEVEL = 0.35;
/** How long it stays said that somebody was heard. */
const HEARD_MS = 1_500;

/** What is used of the rest of the element. */
export interface DevicePanelView {
  readonly element: {
    readonly audio: boolean | MediaTrackConstraints;
    readonly audioOutput: string | null;
    setAudioOutput(deviceId: string): Promise<void>;
  };
  readonly calls: CallController;
  readonly panels: Pick<PanelController<unknown>, 'open' | 'focus'>;
  readonly preview: PreviewController;
}

export type Hearing = 'silent' | 'heard';

/** What the panel of devices does while it is open. With it, microphone and sounds end. */
export class DevicePanelController implements ReactiveController {
  readonly #host: LitElement;
  readonly #level = new MicrophoneLevel((level) => this.#show(level));
  readonly #test = new LoudspeakerTest();
  #view: DevicePanelView | null = null;
  #choice: DeviceChoice | null = null;
  #isOpen = false;
  /** The microphone that is open for the level alone, and what it was opened with. */
  #own: MediaStream | null = null;
  #openedWith: string | null = null;
  #isPlaying = false;
  /** What the user has just chosen, while it is being changed to. */
  readonly #picked = new Map<MediaDeviceKind, string>();
  #heardMs = -Infinity;
  #hearing: Hearing = 'silent';

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get hearing(): Hearing {
    return this.#hearing;
  }

  /** Whether there is a microphone whose level can be shown. */
  get hasMicrophone(): boolean {
    return this.#level.track !== null;
  }

  /** Called at each rendering of the panel. */
  shown(view: DevicePanelView, choice: DeviceChoice): void {
    this.#view = view;
    this.#choice = choice;
  }

  hostUpdated(): void {
    const view = this.#view;
    const isOpen = view?.panels.open === 'devices' && this.#host.isConnected;
    if (!isOpen) {
      if (this.#isOpen) this.#close();
      return;
    }
    this.#isOpen = true;
    this.#choice?.list.start();
    void this.#listen(view);
    this.#showUsed();
  }

  hostDisconnected(): void {
    if (this.#isOpen) this.#close();
  }

  /** The id of the device that is used now, or would be; empty where only the system knows. */
  used(kind: MediaDeviceKind): string {
    const view = this.#view;
    if (!view) return '';
    const picked = this.#picked.get(kind);
    if (picked !== undefined) return picked;
    if (kind === 'audiooutput') return view.element.audioOutput ?? '';
    const type = kind === 'audioinput' ? 'audio' : 'video';
    const streams = [liveCall(view)?.localStream, view.preview.stream, this.#own];
    const track = streams
      .flatMap((stream) => stream?.getTracks() ?? [])
      .find((each) => each.kind === type && each.readyState === 'live');
    return track?.getSettings().deviceId ?? this.#choice?.of(kind)?.id ?? '';
  }

  /** The user has chosen another one. */
  async pick(kind: MediaDeviceKind, id: string, label: string): Promise<void> {
    const [view, choice] = [this.#view, this.#choice];
    if (!view || !choice) return;
    const before = choice.of(kind);
    this.#picked.set(kind, id);
    choice.set(kind, id === '' ? null : { id, label });
    const call = liveCall(view);
    if (kind === 'audiooutput') {
      await view.element.setAudioOutput(id);
      if ((view.element.audioOutput ?? '') !== id) choice.set(kind, before);
    } else if (call) {
      try {
        await call.switchDevice(kind, id);
      } catch (error) {
        choice.set(kind, before);
        view.calls.problems.report(error);
      }
    } else if (kind === 'videoinput') {
      view.preview.stop();
    }
    // Unless another one has been chosen since.
    if (this.#picked.get(kind) === id) this.#picked.delete(kind);
    this.#host.requestUpdate();
  }

  /** Asks for what has no name yet, so that there is something to choose from. */
  async ask(): Promise<void> {
    const [view, choice] = [this.#view, this.#choice];
    if (!view || !choice || choice.asking.length > 0) return;
    const hidden = [
      ...(choice.list.isHidden('audioinput') ? (['microphone'] as const) : []),
      ...(choice.list.isHidden('videoinput') ? (['camera'] as const) : []),
    ];
    try {
      const stream = await choice.ask(hidden);
      for (const track of stream.getTracks()) track.stop();
      this.#openedWith = null;
    } catch (cause) {
      const [only] = hidden;
      const error = await toMediaError(cause, hidden.length === 1 ? only : undefined);
      choice.refusal = error;
      view.calls.problems.report(error);
    }
    await choice.list.look();
    // What was pressed may be gone.
    if (this.#isOpen) view.panels.focus();
  }

  async testLoudspeaker(): Promise<void> {
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    this.#host.requestUpdate();
    try {
      await this.#test.play(this.used('audiooutput'));
    } catch (error) {
      // It may have been closed in between.
      if (this.#isOpen)
        this.#view?.calls.problems.report(toCallError(error, 'audio-output-failed'));
    } finally {
      this.#isPlaying = false;
      this.#host.requestUpdate();
    }
  }

  async #listen(view: DevicePanelView): Promise<void> {
    const call = liveCall(view);
    if (call) {
      this.#release();
      const track = call.localStream?.getAudioTracks()[0];
      this.#follow(track?.readyState === 'live' ? track : null);
      return;
    }
    const choice = this.#choice;
    // Nobody is asked for a microphone because a panel is open.
    if (!choice || choice.list.of('audioinput').length === 0 || choice.list.isHidden('audioinput'))
      return;
    const constraints = view.preview.choose({ audio: view.element.audio || true, video: false });
    const key = JSON.stringify(constraints);
    if (key === this.#openedWith) return;
    this.#release();
    this.#openedWith = key;
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      const isWanted = this.#isOpen && this.#openedWith === key;
      if (!isWanted) return stop(stream);
      this.#own = stream;
      const [track] = stream.getTracks();
      // Unplugged: whatever is used in its place.
      track?.addEventListener('ended', () => this.#lose(key));
      this.#follow(track ?? null);
    } catch (cause) {
      const error = await toMediaError(cause, 'microphone');
      if (this.#isOpen && this.#openedWith === key) view.calls.problems.report(error);
    }
  }

  /** A menu whose user has just chosen something else shows that: what Lit has put there is not what it shows. */
  #showUsed(): void {
    for (const menu of this.#host.renderRoot.querySelectorAll<HTMLSelectElement>(
      '.devices select',
    )) {
      const used = menu.dataset['used'] ?? '';
      const isThere = [...menu.options].some(({ value }) => value === used);
      if (isThere && menu.value !== used) menu.value = used;
    }
  }

  #lose(key: string): void {
    if (this.#openedWith !== key) return;
    this.#openedWith = null;
    this.#host.requestUpdate();
  }

  #follow(track: MediaStreamTrack | null): void {
    if (track === this.#level.track) return;
    if (track) {
      const isCalm = matchMedia('(prefers-reduced-motion)').matches;
      this.#level.listen(track, isCalm ? CALM_LOOK_MS : LOOK_MS);
    } else {
      this.#level.stop();
    }
    this.#host.requestUpdate();
  }

  /** Past Lit: nothing else of the element is to be looked at for it. */
  #show(level: number): void {
    const meter = this.#host.renderRoot.querySelector<HTMLElement>('.level');
    meter?.style.setProperty('--level', level.toFixed(2));
    if (meter) meter.ariaValueNow = String(Math.round(level * 100));
    const now = performance.now();
    if (level >= HEARD_LEVEL) this.#heardMs = now;
    const hearing = now - this.#heardMs < HEARD_MS ? 'heard' : 'silent';
    if (hearing === this.#hearing) return;
    this.#hearing = hearing;
    this.#host.requestUpdate();
  }

  #release(): void {
    this.#openedWith = null;
    if (!this.#own) return;
    this.#level.stop();
    stop(this.#own);
    this.#own = null;
  }

  #close(): void {
    this.#isOpen = false;
    this.#choice?.list.stop();
    this.#release();
    this.#level.stop();
    this.#test.stop();
  }
}

/** The call whose devices can be changed: none that rings here, and none that has ended. */
function liveCall({ calls: { call } }: DevicePanelView): PeerCall | null {
  return call && call.state !== 'ended' && !isRingingHere(call) ? call : null;
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
