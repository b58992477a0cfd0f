import type { CallOptions } from '../../src/call/terms/call-options.js';
import { createDeferred, type Deferred } from '../../src/internal/deferred.js';
import { given } from '../../src/internal/given.js';
import type { CallFixture } from './call-fixture.js';

type Devices = NonNullable<CallOptions['mediaDevices']>;

interface FakeDevice {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly label?: string;
  readonly sampleRate?: number;
  /** Which way it says that it faces; `null`: it has nothing to say of it; left out: the browser can't be asked. */
  readonly facing?: string | null;
}

export interface FakeScreen {
  readonly displaySurface: 'monitor' | 'window' | 'browser';
  readonly hasSound: boolean;
  readonly restrictOwnAudio?: boolean;
  /** Of a browser that knows no options but `audio` and `video`. */
  readonly isOld?: boolean;
}

const DEFAULT_DEVICES: readonly FakeDevice[] = [
  { kind: 'audioinput', deviceId: 'microphone-1' },
  { kind: 'audioinput', deviceId: 'microphone-2' },
  { kind: 'videoinput', deviceId: 'camera-1' },
  { kind: 'videoinput', deviceId: 'camera-2' },
];

/** Cameras (of a canvas), microphones (of an oscillator) and a screen, which can be missing, denied or slow. */
export class FakeDevices extends EventTarget implements Devices {
  readonly requests: MediaStreamConstraints[] = [];
  /** What the last screen was asked for with. */
  screenOptions: object = {};
  readonly opened: { readonly deviceId: string; readonly track: MediaStreamTrack }[] = [];
  screenRequests = 0;
  /** What the screen is, and whether it comes with sound; what that sound's settings say of the call's own. */
  screen: FakeScreen = { displaySurface: 'monitor', hasSound: false };
  devices = DEFAULT_DEVICES;
  /** Whether the browser changes what it does to a sound that is on: Chromium does not. */
  canChangeProcessing = false;
  /** What a request is refused with, or `null`. */
  refuse: (constraints: MediaStreamConstraints) => unknown = () => null;
  /** What the page's policy forbids: as in Chromium it is left out, and refused only where nothing else is asked for. */
  forbidden: readonly MediaDeviceKind[] = [];
  readonly #fixture: CallFixture;
  #gate: Deferred<void> | null = null;
  #audio: AudioContext | null = null;

  constructor(fixture: CallFixture) {
    super();
    this.#fixture = fixture;
    fixture.cleanUp(() => this.#audio?.close());
  }

  /** The system takes a track away, or gives it back, as iOS does for a telephone call. */
  static mute(track: MediaStreamTrack, muted: boolean): void {
    Object.defineProperty(track, 'muted', { configurable: true, value: muted });
    track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** Devices are plugged in and out. What is out ends by itself. */
  plug(devices: readonly FakeDevice[]): void {
    this.devices = devices;
    for (const { deviceId, track } of this.opened) {
      if (devices.some((device) => device.deviceId === deviceId)) continue;
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    this.dispatchEvent(new Event('devicechange'));
  }

  /** Lets every request wait until the returned function is called. */
  hold(): () => void {
    const gate = createDeferred<void>();
    this.#gate = gate;
    return () => {
      this.#gate = null;
      gate.resolve(undefined);
    };
  }

  get live(): string[] {
    return this.opened
      .filter(({ track }) => track.readyState === 'live')
      .map(({ deviceId }) => deviceId)
      .sort();
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    this.requests.push(constraints);
    await this.#gate?.promise;
    const refusal = this.refuse(constraints);
    if (refusal !== null && refusal !== undefined) throw refusal as Error;
    const chosen = [
      ...(constraints.audio ? [this.#choose('audioinput', constraints.audio)] : []),
      ...(constraints.video ? [this.#choose('videoinput', constraints.video)] : []),
    ];
    const allowed = chosen.filter(({ kind }) => !this.forbidden.includes(kind));
    if (allowed.length === 0) throw new DOMException('Permission denied', 'NotAllowedError');
    const tracks = allowed.map((device) =>
      device.kind === 'audioinput' ? this.#openMicrophone(device, constraints) : this.#open(device),
    );
    return this.#fixture.guard.watch(new MediaStream(tracks));
  }

  async getDisplayMedia(options: DisplayMediaStreamOptions = {}): Promise<MediaStream> {
    this.screenRequests += 1;
    const { displaySurface, hasSound, restrictOwnAudio, isOld } = this.screen;
    // As browsers do: what they know they read at once.
    const { selfBrowserSurface } = isOld ? {} : (options as { selfBrowserSurface?: string });
    const { audio, systemAudio, windowAudio } = options as Record<string, unknown>;
    this.screenOptions = { audio, systemAudio, windowAudio, selfBrowserSurface };
    await this.#gate?.promise;
    const refusal = this.refuse({ video: { displaySurface: 'monitor' } });
    if (refusal !== null && refusal !== undefined) throw refusal as Error;
    const picture = this.#open({ kind: 'videoinput', deviceId: 'screen' }, { displaySurface });
    const tracks = [picture];
    if (hasSound && options.audio) {
      const settings = { restrictOwnAudio };
      tracks.push(this.#open({ kind: 'audioinput', deviceId: 'screen-sound' }, settings));
    }
    return this.#fixture.guard.watch(new MediaStream(tracks));
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.devices.map((device) => {
      const { kind, deviceId, label = '', facing } = device;
      const getCapabilities = () => ({ facingMode: facing ? [facing] : [] });
      const info = { kind, deviceId, label, groupId: '', toJSON: () => device };
      return facing === undefined ? info : { ...info, getCapabilities };
    });
  }

  #choose(kind: MediaDeviceKind, constraints: boolean | MediaTrackConstraints): FakeDevice {
    const { deviceId, facingMode } = (typeof constraints === 'object' ? constraints : {}) as Record<
      string,
      { exact?: string } | undefined
    >;
    const ofKind = this.devices.filter((device) => device.kind === kind);
    const device = ofKind.find(
      (candidate) =>
        (deviceId?.exact ?? candidate.deviceId) === candidate.deviceId &&
        (facingMode?.exact ?? candidate.facing) === candidate.facing,
    );
    if (device === undefined) {
      throw new DOMException('none', ofKind.length > 0 ? 'OverconstrainedError' : 'NotFoundError');
    }
    return device;
  }

  #openMicrophone(device: FakeDevice, { audio }: MediaStreamConstraints): MediaStreamTrack {
    const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const asked = typeof audio === 'object' ? audio : {};
    const pick = (constraints: MediaTrackConstraints) =>
      Object.fromEntries(Object.entries(constraints).filter(([name]) => name in processing));
    const { sampleRate } = device;
    const track = this.#open(device, { ...given({ sampleRate }), ...processing, ...pick(asked) });
    track.applyConstraints = (constraints = {}) => {
      if (this.canChangeProcessing) Object.assign(track.getSettings(), pick(constraints));
      return Promise.resolve();
    };
    return track;
  }

  #open({ kind, deviceId, label = '', facing }: FakeDevice, more: object = {}): MediaStreamTrack {
    const track = kind === 'audioinput' ? this.#tone() : createPicture(deviceId);
    // A canvas does not say which camera it is.
    const settings = { ...track.getSettings(), deviceId, ...more };
    Object.defineProperty(track, 'label', { value: label });
    track.getSettings = () => (facing ? { ...settings, facingMode: facing } : settings);
    this.opened.push({ deviceId, track });
    return track;
  }

  #tone(): MediaStreamTrack {
    this.#audio ??= new AudioContext();
    // Where the machine had no time for it, it may not have begun. By the end of a test it may be closed.
    this.#audio.resume().catch(() => undefined);
    const tone = this.#audio.createOscillator();
    const destination = this.#audio.createMediaStreamDestination();
    tone.connect(destination);
    tone.start();
    return destination.stream.getAudioTracks()[0]!;
  }
}

/** A small picture that changes all the time, so that frames are sent. */
function createPicture(label: string): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 48];
  const context = canvas.getContext('2d')!;
  const [track] = canvas.captureStream(10).getVideoTracks() as [MediaStreamTrack];
  let frame = 0;
  const draw = () => {
    if (track.readyState === 'ended') return;
    context.fillStyle = `hsl(${(frame += 20) % 360} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillText(label, 2, 20);
    setTimeout(draw, 100);
  };
  draw();
  return track;
}
