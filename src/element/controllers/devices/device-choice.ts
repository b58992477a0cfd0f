import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import type { CallError } from '../../../call/terms/call-error.js';
import type { MediaOptions } from '../../../call/terms/call-options.js';
import { isRingingHere } from '../../call-phase.js';
import { DeviceList } from './device-list.js';
import { forget, recall, remember, type ChosenDevice, type DeviceMemory } from './device-memory.js';
import type { PreviewController } from './preview-controller.js';

export interface DeviceChoiceHost extends ReactiveControllerHost {
  readonly call: PeerCall | null;
  readonly audio: boolean | MediaTrackConstraints;
  readonly video: boolean | MediaTrackConstraints;
  audioOutput: string | null;
  mirror: boolean;
}

/** As the call layer has it where a page wishes nothing: a chosen camera is not to give a smaller picture. */
const HD: MediaTrackConstraints = { width: 1280, height: 720 };

const INPUTS = { audioinput: 'microphone', videoinput: 'camera' } as const;
type InputKind = keyof typeof INPUTS;
type Input = (typeof INPUTS)[InputKind];
const INPUT_KINDS: readonly InputKind[] = ['audioinput', 'videoinput'];

/** The devices that the user has chosen, for the calls that follow; on request for those of later visits, too. */
export class DeviceChoice implements ReactiveController {
  readonly list: DeviceList;
  /** What the latest request for names was refused with. */
  refusal: CallError | null = null;
  readonly #host: DeviceChoiceHost;
  #chosen: DeviceMemory = { devices: {} };
  #isRemembered = false;
  #isForbidden = false;
  /** The call that was seen last, once it had begun. */
  #call: PeerCall | null = null;
  /** Whether the latest call began with what was chosen. */
  #isPutIn = false;
  #asking: readonly Input[] = [];

  constructor(host: DeviceChoiceHost, preview: PreviewController) {
    this.#host = host;
    this.list = new DeviceList(() => this.#looked());
    preview.choose = (options) => this.#putInto(options);
    const memory = recall();
    if (memory) {
      this.#isRemembered = true;
      this.#chosen = memory;
      if (memory.mirror !== undefined) host.mirror = memory.mirror;
    }
    host.addController(this);
  }

  of(kind: MediaDeviceKind): ChosenDevice | null {
    return this.#chosen.devices[kind] ?? null;
  }

  get isRemembered(): boolean {
    return this.#isRemembered;
  }

  /** Whether the browser has refused to remember anything. */
  get isForbidden(): boolean {
    return this.#isForbidden;
  }

  /** What the browser is being asked for, to choose from. */
  get asking(): readonly Input[] {
    return this.#asking;
  }

  /** Opens devices so that they have names. Rejects as `getUserMedia` does. */
  async ask(inputs: readonly Input[]): Promise<MediaStream> {
    this.#asking = inputs;
    this.#host.requestUpdate();
    try {
      const [audio, video] = [inputs.includes('microphone'), inputs.includes('camera')];
      return await navigator.mediaDevices.getUserMedia({ audio, video });
    } finally {
      this.#asking = [];
      this.#host.requestUpdate();
    }
  }

  /** @param device `null` for what page and system have */
  set(kind: MediaDeviceKind, device: ChosenDevice | null): void {
    const { [kind]: _, ...others } = this.#chosen.devices;
    this.#keep({ ...this.#chosen, devices: device ? { ...others, [kind]: device } : others });
  }

  setMirror(mirror: boolean): void {
    this.#host.mirror = mirror;
    this.#keep({ ...this.#chosen, mirror });
  }

  /** For later visits, too, from now on or not any more. */
  setRemembered(isRemembered: boolean): void {
    this.#isRemembered = isRemembered;
    if (!isRemembered) forget();
    this.#keep(this.#chosen);
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (!call || call.state === 'ended' || isRingingHere(call) || call === this.#call) return;
    this.#call = call;
    const isPutIn = this.#isPutIn;
    this.#isPutIn = false;
    // A device that a call begins without is opened when it goes on: as chosen, too.
    for (const kind of INPUT_KINDS) {
      if (!isPutIn || !call.wantedMedia[INPUTS[kind]]) this.#change(call, kind);
    }
    const hasChosen = Object.keys(this.#chosen.devices).length > 0;
    if (!hasChosen) return;
    // Only when a device is open their ids and names can be had.
    call.addEventListener('localstream', () => void this.list.look());
    if (call.localStream) void this.list.look();
  }

  #putInto<Options extends MediaOptions>(options: Options): Options {
    this.#isPutIn = true;
    const { audioinput, videoinput } = this.#chosen.devices;
    // What a call is answered without a word of is as the page has it.
    const audio = options.audio ?? this.#host.audio;
    const video = options.video ?? this.#host.video;
    return {
      ...options,
      ...(audioinput && audio !== false && { audio: withDevice(audio, {}, audioinput) }),
      ...(videoinput && video !== false && { video: withDevice(video, HD, videoinput) }),
    };
  }

  #keep(chosen: DeviceMemory): void {
    this.#chosen = chosen;
    if (this.#isRemembered) this.#isForbidden = !remember(chosen);
    if (this.#isForbidden) this.#isRemembered = false;
    this.#host.requestUpdate();
  }

  /** What fails is told by the call. */
  #change(call: PeerCall, kind: InputKind): void {
    const chosen = this.of(kind);
    if (chosen) call.switchDevice(kind, chosen.id).catch(() => undefined);
  }

  #looked(): void {
    for (const kind of INPUT_KINDS) {
      const isNew = this.#findByName(kind);
      const { call } = this.#host;
      if (isNew && call && call === this.#call && call.state !== 'ended') this.#change(call, kind);
    }
    this.#findByName('audiooutput');
    // The page's own wish, or what the user has just taken, stays.
    const loudspeaker = this.of('audiooutput');
    const isThere = this.list
      .of('audiooutput')
      .some(({ deviceId }) => deviceId === loudspeaker?.id);
    if (loudspeaker && isThere) this.#host.audioOutput ??= loudspeaker.id;
    this.#host.requestUpdate();
  }

  /** Safari has other ids at each visit. Returns whether the device was found under another one. */
  #findByName(kind: MediaDeviceKind): boolean {
    const chosen = this.of(kind);
    const devices = this.list.of(kind);
    if (!chosen?.label || devices.some(({ deviceId }) => deviceId === chosen.id)) return false;
    const same = devices.find(({ label }) => label === chosen.label);
    if (same) this.set(kind, { id: same.deviceId, label: same.label });
    return same !== undefined;
  }
}

/** What the page wishes besides holds for the chosen device, too, but not which way it faces. */
function withDevice(
  wanted: true | MediaTrackConstraints,
  base: MediaTrackConstraints,
  { id }: ChosenDevice,
): MediaTrackConstraints {
  const { facingMode: _, ...wishes } = wanted === true ? base : wanted;
  // Not exact: without it, any other will do.
  return { ...wishes, deviceId: { ideal: id } };
}
