import { CallError } from './call-error.js';
import type { MediaOptions } from './call-options.js';
import { LocalDevice } from './local-device.js';
import { toMediaError } from './media-error.js';
import { openAvailable, type OpenMedia } from './open-available.js';

/** Where the local tracks go. `null`: the peer's layout has no place for it. */
export interface MediaSenders {
  readonly microphone: RTCRtpSender | null;
  readonly camera: RTCRtpSender | null;
  readonly screen: RTCRtpSender | null;
}

type Device = 'microphone' | 'camera';

export interface LocalMediaOptions {
  readonly media: MediaOptions;
  readonly open: OpenMedia;
  readonly listDevices: () => Promise<MediaDeviceInfo[]>;
  /** The tracks of the stream changed. */
  readonly onStream: (stream: MediaStream) => void;
  /** A device went on or off. */
  readonly onChange: () => void;
  readonly onError: (error: CallError) => void;
}

/** HD where the camera has it; the browser scales down by itself when the network is slow. */
const DEFAULT_VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  facingMode: 'user',
};

/** The local microphone and camera: opens, mutes, switches and stops them, without ever renegotiating. */
export class LocalMedia {
  readonly microphone: LocalDevice;
  readonly camera: LocalDevice;
  readonly #options: LocalMediaOptions;
  readonly #stream: MediaStream;
  #hasStarted = false;
  #isStopped = false;
  // One device operation after the other: two at once would fight for the hardware.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { audio = true, video = true } = options.media;
    this.#stream = new MediaStream();
    this.microphone = new LocalDevice('by-disabling', audio !== false, () =>
      this.#onEnded('microphone'),
    );
    this.camera = new LocalDevice('by-stopping', video !== false, () => this.#onEnded('camera'));
  }

  /** What is sent, or shown as self-view; `null` before there is a track. */
  get stream(): MediaStream | null {
    return this.#hasStarted ? this.#stream : null;
  }

  /** Opens what the options ask for. A device that can't be had is reported, and the call goes on without it. */
  start(): Promise<void> {
    return this.#enqueue(async () => {
      const { localStream } = this.#options.media;
      if (localStream !== undefined) {
        await this.#adoptAll(localStream.getTracks(), false);
        return;
      }
      const constraints = {
        audio: this.microphone.isOn && this.#constraints('microphone'),
        video: this.camera.isOn && this.#constraints('camera'),
      };
      if (constraints.audio === false && constraints.video === false) return;
      const { tracks, errors } = await openAvailable(this.#options.open, constraints);
      await this.#adoptAll(tracks, true);
      for (const error of errors) this.#lose(error);
    });
  }

  async connect(senders: MediaSenders): Promise<void> {
    await this.microphone.connect(senders.microphone);
    await this.camera.connect(senders.camera);
  }

  /** @throws {CallError} if the device can't be opened */
  setEnabled(device: Device, isOn: boolean): Promise<void> {
    this[device].want(isOn);
    return this.#enqueue(async () => {
      if (this[device].isOn && this[device].needsOpening) await this.#open(device);
      await this[device].settle();
      this.#update();
    });
  }

  /** Changes to another microphone or camera. It is opened only if that kind of device is on. */
  switchTo(device: Device, constraints: MediaTrackConstraints): Promise<void> {
    return this.#enqueue(() => this.#open(device, constraints));
  }

  /** Front camera to back camera or the other way; the next one where the device does not say which it is. */
  flipCamera(): Promise<void> {
    return this.#enqueue(async () => {
      const settings = this.camera.track?.getSettings();
      const constraints = await this.#otherCamera(settings);
      await this.#open('camera', constraints);
    });
  }

  /** Stops all tracks that were opened here. */
  stop(): void {
    this.#isStopped = true;
    this.microphone.stop();
    this.camera.stop();
  }

  async #otherCamera(settings: MediaTrackSettings | undefined): Promise<MediaTrackConstraints> {
    if (settings?.facingMode !== undefined) {
      return { facingMode: { exact: settings.facingMode === 'user' ? 'environment' : 'user' } };
    }
    const devices = await this.#options.listDevices();
    const cameras = devices.filter(({ kind }) => kind === 'videoinput');
    const index = cameras.findIndex(({ deviceId }) => deviceId === settings?.deviceId);
    const next = cameras[(index + 1) % cameras.length];
    if (next === undefined || cameras.length < 2) {
      throw new CallError('device-not-found', 'There is no second camera to change to.', {
        device: 'camera',
      });
    }
    return { deviceId: { exact: next.deviceId } };
  }

  async #open(device: Device, constraints?: MediaTrackConstraints): Promise<void> {
    const present = this[device].track?.getConstraints();
    // A phone can't open its second camera while the first is open.
    if (device === 'camera') this.camera.track?.stop();
    try {
      await this.#adoptAll(
        await this.#request(device, constraints ?? this.#constraints(device)),
        true,
      );
    } catch (error) {
      if (constraints !== undefined && present !== undefined && this[device].needsOpening) {
        await this.#adoptAll(await this.#request(device, present), true);
      } else if (this[device].needsOpening) {
        this[device].want(false);
      }
      throw toMediaError(error, device);
    } finally {
      this.#update();
    }
  }

  async #request(
    device: Device,
    constraints: MediaTrackConstraints | true,
  ): Promise<MediaStreamTrack[]> {
    const stream = await this.#options.open(
      device === 'microphone' ? { audio: constraints } : { video: constraints },
    );
    return stream.getTracks();
  }

  async #adoptAll(tracks: readonly MediaStreamTrack[], isOwned: boolean): Promise<void> {
    for (const track of tracks) {
      if (this.#isStopped) {
        if (isOwned) track.stop();
        continue;
      }
      const device = track.kind === 'audio' ? this.microphone : this.camera;
      await device.adopt(track, isOwned);
      await device.settle();
    }
    if (!this.#isStopped && tracks.length > 0) this.#update();
  }

  #constraints(device: Device): MediaTrackConstraints | true {
    const { audio, video } = this.#options.media;
    const chosen = device === 'microphone' ? audio : video;
    if (typeof chosen === 'object') return chosen;
    return device === 'microphone' ? true : DEFAULT_VIDEO;
  }

  #lose(error: CallError): void {
    if (this.#isStopped) return;
    if (error.device !== 'camera') this.microphone.want(false);
    if (error.device !== 'microphone') this.camera.want(false);
    this.#update();
    this.#options.onError(error);
  }

  #onEnded(device: Device): void {
    this.#lose(new CallError('device-not-found', `The ${device} was disconnected.`, { device }));
  }

  #update(): void {
    if (this.#isStopped) return;
    const tracks = [this.microphone.track, this.camera.track].filter((track) => track !== null);
    const present = this.#stream.getTracks();
    const hasChanged =
      tracks.length !== present.length || tracks.some((track) => !present.includes(track));
    if (hasChanged) {
      for (const track of present) this.#stream.removeTrack(track);
      for (const track of tracks) this.#stream.addTrack(track);
      this.#hasStarted = true;
      this.#options.onStream(this.#stream);
    }
    this.#options.onChange();
  }

  #enqueue(operation: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(() => (this.#isStopped ? undefined : operation()));
    // The queue goes on after a failure; the caller has it in `result`.
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
