import sinon from 'sinon';
import { tellable } from '../support/track-events.js';

export interface PageDevice {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly label: string;
}

export const BUILT_IN: PageDevice = { kind: 'audioinput', deviceId: 'mic-1', label: 'Built-in' };
export const HEADSET: PageDevice = { kind: 'audioinput', deviceId: 'mic-2', label: 'Headset' };
export const FRONT: PageDevice = { kind: 'videoinput', deviceId: 'cam-1', label: 'Front' };
export const DESK: PageDevice = {
  kind: 'videoinput',
  deviceId: 'cam-2',
  label: 'Desk (046d:082d)',
};
export const SPEAKER: PageDevice = {
  kind: 'audiooutput',
  deviceId: 'out-1',
  label: 'Speaker',
};
export const EARPHONE: PageDevice = {
  kind: 'audiooutput',
  deviceId: 'out-2',
  label: 'Earphone',
};
export const ALL: readonly PageDevice[] = [BUILT_IN, HEADSET, FRONT, DESK, SPEAKER, EARPHONE];

/** The devices and the permissions of the page, in place of the browser's. Put back by `sinon.restore()` and `close()`. */
export class PageDevices {
  devices = ALL;
  permissions: Record<'camera' | 'microphone', PermissionState> = {
    camera: 'granted',
    microphone: 'granted',
  };
  /** What a request is refused with. */
  refuse: () => unknown = () => null;
  /** Each request waits for it, as for the user's answer to the browser. */
  gate: Promise<unknown> = Promise.resolve();
  readonly requests: MediaStreamConstraints[] = [];
  readonly tracks: MediaStreamTrack[] = [];
  readonly #statuses: (EventTarget & { readonly name: 'camera' | 'microphone' })[] = [];
  readonly #tell = new Map<MediaStreamTrack, (type: string) => void>();
  readonly #audio = new AudioContext();

  constructor() {
    const { mediaDevices } = navigator;
    sinon.stub(mediaDevices, 'enumerateDevices').callsFake(async () => this.#list());
    sinon.stub(mediaDevices, 'getUserMedia').callsFake((asked = {}) => this.#open(asked));
    sinon.stub(navigator.permissions, 'query').callsFake(async ({ name }) => {
      const device = name as 'camera' | 'microphone';
      const state = () => this.permissions[device];
      const status = Object.defineProperties(new EventTarget(), {
        state: { get: state },
        name: { value: device },
      }) as PermissionStatus;
      this.#statuses.push(status as unknown as EventTarget & { name: 'camera' | 'microphone' });
      return status;
    });
  }

  get live(): string[] {
    return this.tracks
      .filter(({ readyState }) => readyState === 'live')
      .map((track) => track.getSettings().deviceId ?? '')
      .sort();
  }

  /** These are there now, and no others. What is out ends. */
  plug(devices: readonly PageDevice[]): void {
    this.devices = devices;
    for (const track of this.tracks) {
      const id = track.getSettings().deviceId;
      if (track.readyState === 'ended' || devices.some(({ deviceId }) => deviceId === id)) continue;
      track.stop();
      this.#tell.get(track)?.('ended');
    }
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }

  /** In the address bar, for example. */
  setPermission(device: 'camera' | 'microphone', state: PermissionState): void {
    this.permissions[device] = state;
    for (const status of this.#statuses) {
      if (status.name === device) status.dispatchEvent(new Event('change'));
    }
  }

  close(): void {
    for (const track of this.tracks) track.stop();
    void this.#audio.close();
  }

  #list(): MediaDeviceInfo[] {
    return this.devices.map((device) => {
      const permission = device.kind === 'videoinput' ? 'camera' : 'microphone';
      const isHidden = this.permissions[permission] !== 'granted';
      const shown = isHidden ? { kind: device.kind, deviceId: '', label: '' } : device;
      return { ...shown, groupId: '', toJSON: () => shown };
    });
  }

  async #open({ audio, video }: MediaStreamConstraints): Promise<MediaStream> {
    this.requests.push({ ...(audio && { audio }), ...(video && { video }) });
    await this.gate;
    const refusal = this.refuse();
    if (refusal) throw refusal as Error;
    return new MediaStream([
      ...(audio ? [this.#track('audioinput', audio)] : []),
      ...(video ? [this.#track('videoinput', video)] : []),
    ]);
  }

  #track(kind: MediaDeviceKind, constraints: boolean | MediaTrackConstraints): MediaStreamTrack {
    const { deviceId: wanted } = (typeof constraints === 'object' ? constraints : {}) as {
      deviceId?: { ideal?: string; exact?: string };
    };
    const devices = this.devices.filter((device) => device.kind === kind);
    const device =
      devices.find(({ deviceId }) => deviceId === (wanted?.exact ?? wanted?.ideal)) ??
      (wanted?.exact === undefined ? devices[0] : undefined);
    if (!device) throw new DOMException('none', wanted ? 'OverconstrainedError' : 'NotFoundError');
    const track = kind === 'audioinput' ? this.#tone() : picture();
    track.getSettings = () => ({ deviceId: device.deviceId });
    this.tracks.push(track);
    this.#tell.set(track, tellable(track));
    return track;
  }

  #tone(): MediaStreamTrack {
    const tone = this.#audio.createOscillator();
    const output = this.#audio.createMediaStreamDestination();
    tone.connect(output);
    tone.start();
    return output.stream.getAudioTracks()[0]!;
  }
}

function picture(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.captureStream(5).getVideoTracks()[0]!;
}
