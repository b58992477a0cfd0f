import { CallError, type CallErrorDevice } from './call-error.js';
import type { ResolvedCallOptions } from './call-options.js';
import { LocalDevice } from './local-device.js';
import { requireMediaDevices, toMediaError } from './media-error.js';
import { isSameMedia, type MediaState } from './media-state.js';
import { openAvailable, type OpenMedia } from './open-available.js';

/** Where the local tracks go. `null`: the peer's layout has no place for it. */
export type MediaSenders = { readonly [Device in CallErrorDevice]: RTCRtpSender | null };

export interface LocalMediaOptions {
  readonly options: ResolvedCallOptions;
  readonly open: OpenMedia;
  /** The tracks of the stream changed. */
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
  readonly onError: (error: CallError) => void;
}

/** HD where the camera has it; the browser scales down by itself when the network is slow. */
const DEFAULT_VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  facingMode: 'user',
};

/** All that a call sends: opens, mutes, switches and stops microphone, camera and screen, without renegotiation. */
export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #devices: { readonly [Device in CallErrorDevice]: LocalDevice };
  readonly #stream = new MediaStream();
  /** What a device was last opened with: it comes back as that one when it is turned off and on. */
  readonly #chosen: { [Device in CallErrorDevice]?: MediaTrackConstraints | true } = {};
  #screenStream: MediaStream | null = null;
  #media: MediaState;
  #isStopped = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { audio, video } = options.options;
    const device = (name: CallErrorDevice, isOn: boolean) =>
      new LocalDevice(name === 'microphone', isOn, () => this.#ended(name));
    this.#devices = {
      microphone: device('microphone', audio !== false),
      camera: device('camera', video !== false),
      screen: device('screen', false),
    };
    this.#media = { microphone: audio !== false, camera: video !== false, screen: false };
  }

  /** Microphone and camera; `null` before the first of them is open. */
  get stream(): MediaStream | null {
    return this.#stream.getTracks().length > 0 ? this.#stream : null;
  }

  get screenStream(): MediaStream | null {
    return this.#screenStream;
  }

  /** What is sent now; before the devices are open, what is going to be. */
  get media(): MediaState {
    return this.#media;
  }

  /** Opens what the options ask for. A device that can't be had is reported, and the call goes on without it. */
  start(): Promise<void> {
    const opening = this.#openFirst();
    // What is asked of a device meanwhile waits until it is open.
    const { microphone, camera } = this.#devices;
    for (const device of [microphone, camera]) void device.run(() => opening);
    return opening;
  }

  connect(senders: MediaSenders): void {
    const { microphone, camera, screen } = this.#devices;
    microphone.connect(senders.microphone);
    camera.connect(senders.camera);
    screen.connect(senders.screen);
  }

  /** @throws {CallError} if the device can't be opened */
  setEnabled(name: CallErrorDevice, isOn: boolean): Promise<void> {
    const device = this.#devices[name];
    device.want(isOn);
    return device.run(async () => {
      if (device.isOn && !device.hasLiveTrack) await this.#open(name);
      device.settle();
      this.#update();
    });
  }

  /** Changes to another microphone or camera; one that is off is opened when it goes on. @throws {CallError} */
  switchTo(name: CallErrorDevice, constraints: MediaTrackConstraints): Promise<void> {
    return this.#devices[name].run(() => this.#choose(name, constraints));
  }

  /** Front camera to back camera or the other way; the next one where the device does not say which it is. */
  flipCamera(): Promise<void> {
    const { camera } = this.#devices;
    return camera.run(async () => {
      const constraints = await this.#otherCamera(camera.track?.getSettings() ?? {});
      await this.#choose('camera', constraints);
    });
  }

  /** Stops all tracks that were opened here. */
  stop(): void {
    this.#isStopped = true;
    for (const device of Object.values(this.#devices)) device.stop();
  }

  async #openFirst(): Promise<void> {
    const { localStream, audio, video } = this.#options.options;
    if (localStream !== undefined) {
      this.#adopt(localStream.getTracks(), false);
      return;
    }
    const constraints = {
      audio: audio && this.#constraints('microphone'),
      video: video && this.#constraints('camera'),
    };
    if (!constraints.audio && !constraints.video) return;
    const { tracks, errors } = await openAvailable(this.#options.open, constraints);
    this.#adopt(tracks, true);
    for (const error of errors) this.#lose(error);
  }

  async #otherCamera({ facingMode, deviceId }: MediaTrackSettings): Promise<MediaTrackConstraints> {
    if (facingMode !== undefined) {
      return { facingMode: { exact: facingMode === 'user' ? 'environment' : 'user' } };
    }
    const devices = await this.#mediaDevices().enumerateDevices();
    const cameras = devices.filter(({ kind }) => kind === 'videoinput');
    const index = cameras.findIndex((camera) => camera.deviceId === deviceId);
    const next = cameras[(index + 1) % cameras.length];
    if (next === undefined || next.deviceId === deviceId) {
      throw new CallError('device-not-found', 'There is no second camera to change to.', {
        device: 'camera',
      });
    }
    return { deviceId: { exact: next.deviceId } };
  }

  async #choose(name: CallErrorDevice, constraints: MediaTrackConstraints): Promise<void> {
    if (this.#devices[name].isOn) await this.#open(name, constraints);
    else this.#chosen[name] = constraints;
  }

  async #open(name: CallErrorDevice, constraints = this.#constraints(name)): Promise<void> {
    // Nobody is asked for a device once the call has ended.
    if (this.#isStopped) return;
    const device = this.#devices[name];
    const present = device.hasLiveTrack ? device.track?.getConstraints() : undefined;
    try {
      // A phone can't open its second camera while the first is open.
      if (name === 'camera') device.track?.stop();
      this.#adopt(await this.#request(name, constraints), true, name);
      this.#chosen[name] = constraints;
    } catch (error) {
      if (present !== undefined) await this.#reopen(name, present);
      else device.want(false);
      throw toMediaError(error, name);
    } finally {
      this.#update();
    }
  }

  /** Goes back to what was open before. */
  async #reopen(name: CallErrorDevice, constraints: MediaTrackConstraints): Promise<void> {
    if (!this.#devices[name].hasLiveTrack) {
      this.#adopt(await this.#request(name, constraints), true, name);
    }
  }

  async #request(
    name: CallErrorDevice,
    constraints: MediaTrackConstraints | true,
  ): Promise<MediaStreamTrack[]> {
    if (name === 'screen') {
      return (await this.#mediaDevices().getDisplayMedia({ video: true })).getVideoTracks();
    }
    const kind = name === 'microphone' ? 'audio' : 'video';
    const stream = await this.#options.open({ [kind]: constraints });
    // An app's own `openMedia` may have opened more than was asked for.
    for (const track of stream.getTracks()) if (track.kind !== kind) track.stop();
    return stream.getTracks().filter((track) => track.kind === kind);
  }

  /** @param only the device that all the tracks are of; left out, audio is of the microphone and video of the camera */
  #adopt(tracks: readonly MediaStreamTrack[], isOwned: boolean, only?: CallErrorDevice): void {
    for (const track of tracks) {
      if (this.#isStopped) {
        // The call ended while the device was opening.
        if (isOwned) track.stop();
        continue;
      }
      const name = only ?? (track.kind === 'audio' ? 'microphone' : 'camera');
      if (name === 'screen') track.contentHint = 'detail';
      this.#devices[name].adopt(track, isOwned);
    }
    this.#update();
  }

  #constraints(name: CallErrorDevice): MediaTrackConstraints | true {
    const { audio, video } = this.#options.options;
    const chosen = this.#chosen[name] ?? (name === 'microphone' ? audio : video);
    if (typeof chosen === 'object') return chosen;
    return name === 'microphone' ? true : DEFAULT_VIDEO;
  }

  #mediaDevices(): Pick<MediaDevices, 'getDisplayMedia' | 'enumerateDevices'> {
    return this.#options.options.mediaDevices ?? requireMediaDevices();
  }

  #ended(name: CallErrorDevice): void {
    // The user stopped sharing in the browser's own bar: a choice, not a failure.
    if (name === 'screen') {
      void this.setEnabled(name, false);
      return;
    }
    // The next time another one will do.
    delete this.#chosen[name];
    this.#lose(new CallError('device-not-found', `The ${name} is gone.`, { device: name }));
  }

  #lose(error: CallError): void {
    if (this.#isStopped) return;
    for (const name of ['microphone', 'camera'] as const) {
      if (error.device === null || error.device === name) this.#devices[name].want(false);
    }
    this.#update();
    this.#options.onError(error);
  }

  #update(): void {
    if (this.#isStopped) return;
    this.#updateStreams();
    const isLive = (device: LocalDevice) => device.isOn && device.hasLiveTrack;
    const media: MediaState = {
      microphone: isLive(this.#devices.microphone),
      camera: isLive(this.#devices.camera),
      screen: isLive(this.#devices.screen),
    };
    if (isSameMedia(media, this.#media)) return;
    this.#media = media;
    this.#options.onChange(media);
  }

  #updateStreams(): void {
    const { microphone, camera, screen } = this.#devices;
    if (this.#screenStream?.getTracks()[0] !== (screen.track ?? undefined)) {
      this.#screenStream = screen.track && new MediaStream([screen.track]);
    }
    const tracks = [microphone.track, camera.track].filter((track) => track !== null);
    const present = this.#stream.getTracks();
    if (tracks.length === present.length && tracks.every((track) => present.includes(track)))
      return;
    for (const track of present) this.#stream.removeTrack(track);
    for (const track of tracks) this.#stream.addTrack(track);
    this.#options.onStream(this.#stream);
  }
}
