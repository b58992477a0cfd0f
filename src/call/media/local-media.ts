import { type CallError, type CallErrorDevice } from '../terms/call-error.js';
import type { ResolvedCallOptions } from '../terms/call-options.js';
import { LocalDevice } from './local-device.js';
import {
  deviceGone,
  loadMediaExplanations,
  loadOtherCamera,
  requireMediaDevices,
  toMediaError,
} from './media-error.js';
import {
  createMediaState,
  eachSource,
  isSameMedia,
  type MediaSource,
  type MediaState,
  type PauseReason,
  type PerSource,
} from '../terms/media-state.js';
import { isWorthASecondTry } from './second-try.js';
import { setTracks } from './stream-tracks.js';

/** The senders of the local tracks. `null`: the connection has none for this one. */
export type MediaSenders = PerSource<RTCRtpSender | null>;

export interface LocalMediaOptions {
  readonly options: ResolvedCallOptions;
  /** Opens microphone and camera together, as `getUserMedia` does. */
  readonly open: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** The tracks of the stream changed. */
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
  readonly onError: (error: CallError) => void;
}

/** HD where the camera has it; the browser scales down by itself when the network is slow. */
const DEFAULT_VIDEO: MediaTrackConstraints = {
  width: 1280,
  height: 720,
  facingMode: 'user',
};

/** The devices of the main stream, which are opened when the call starts. */
const MAIN_DEVICES = ['microphone', 'camera'] as const;

/** All that a call sends: opens, mutes, switches and stops microphone, camera and screen, without renegotiation. */
export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #devices: PerSource<LocalDevice>;
  readonly #stream = new MediaStream();
  readonly #defaults: { readonly [Device in CallErrorDevice]: MediaTrackConstraints | true };
  /** What each device is opened with the next time: as the last time, or as chosen while it was off. */
  readonly #chosen: { [Device in CallErrorDevice]: MediaTrackConstraints | true };
  readonly #screenStream = new MediaStream();
  /** The camera that is on, or that is used the next time it is turned on. */
  #cameraId: string | undefined;
  /** The tracks of the preview that are not taken yet. A copy, so that the app's own stream is not changed. */
  readonly #preview: MediaStream;
  #media: MediaState;
  /** What the app's own stream had no track for: off, until somebody wants something of it. */
  #notGiven: readonly CallErrorDevice[] = [];
  #isStopped = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { audio, video, previewStream } = options.options;
    this.#preview = new MediaStream(previewStream?.getTracks() ?? []);
    this.#defaults = {
      microphone: typeof audio === 'object' ? audio : true,
      camera: typeof video === 'object' ? video : DEFAULT_VIDEO,
      screen: true,
    };
    this.#chosen = { ...this.#defaults };
    const wanted: Partial<PerSource<boolean>> = {
      microphone: audio !== false,
      camera: video !== false,
    };
    const media = createMediaState((source) => wanted[source] === true);
    this.#media = media;
    this.#devices = eachSource((source) => {
      const ended = () => this.#ended(source === 'screenSound' ? 'screen' : source);
      return new LocalDevice(source === 'microphone', media[source], ended, () => this.#update());
    });
  }

  /** Microphone and camera; `null` before the first of them is open. */
  get stream(): MediaStream | null {
    return filled(this.#stream);
  }

  get screenStream(): MediaStream | null {
    return filled(this.#screenStream);
  }

  /** What is sent now. Before the devices are open: what will be sent. */
  get media(): MediaState {
    return this.#media;
  }

  /** What is meant to be sent: also from a device that is still being opened, or that the system has muted. */
  get wanted(): MediaState {
    const missing: readonly MediaSource[] = this.#notGiven;
    return createMediaState((source) => this.#devices[source].isOn && !missing.includes(source));
  }

  /** Opens what the options ask for. A device that can't be opened is reported, and the call goes on without it. */
  start(): Promise<unknown> {
    loadMediaExplanations();
    // Where it fails, the first flip tries again, and says so.
    loadOtherCamera().catch(() => undefined);
    const opening = this.#openFirst();
    // Requests for a device that come meanwhile wait until it is open.
    return Promise.all(MAIN_DEVICES.map((name) => this.#devices[name].run(() => opening)));
  }

  /** Opens devices as `getUserMedia` does, or takes them over from the preview. */
  async openDevices(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const { audio, video } = constraints;
    for (const track of this.#preview.getTracks()) {
      const wanted = track.kind === 'audio' ? audio : video;
      if (!wanted) continue;
      this.#preview.removeTrack(track);
      if (!(audio && video) && (await meets(track, wanted))) return new MediaStream([track]);
      track.stop();
    }
    return requireMediaDevices(this.#options.options.mediaDevices).getUserMedia(constraints);
  }

  connect(senders: MediaSenders): void {
    eachSource((source) => this.#devices[source].connect(senders[source]));
  }

  /** @throws {CallError} if the device can't be opened */
  setEnabled(name: CallErrorDevice, isOn: boolean): Promise<void> {
    const device = this.#asked(name);
    device.want(isOn);
    // At once, without waiting for the operation before: a permission prompt may stay open for ever.
    if (!isOn) this.#tell(this.#mediaWithout(name));
    const done = device.run(async () => {
      // If it has been turned on again since, whoever did that is the one to be told of a failure.
      if (isOn && device.isOn && !device.hasLiveTrack) await this.#open(name);
      device.settle();
      this.#update();
    });
    return isOn || device.track ? done : Promise.resolve();
  }

  /** Changes to another microphone or camera; one that is off is opened when it goes on. @throws {CallError} */
  switchTo(name: CallErrorDevice, constraints: MediaTrackConstraints): Promise<void> {
    return this.#choose(name, () => constraints);
  }

  /** Changes to the camera on the other side, or to the next one. @throws {CallError} */
  flipCamera(): Promise<void> {
    return this.#choose('camera', async () => {
      const { mediaDevices } = this.#options.options;
      const { findOtherCamera } = await loadOtherCamera();
      this.#cameraId = await findOtherCamera(requireMediaDevices(mediaDevices), this.#cameraId);
      return { deviceId: { exact: this.#cameraId } };
    });
  }

  /** Stops sending a device for this reason, but keeps it open: the self-view goes on. `null`: it is sent again. */
  hold(name: CallErrorDevice, reason: PauseReason | null): void {
    this.#devices[name].hold(reason);
    this.#update();
  }

  /** Stops all tracks that were opened here. */
  stop(): void {
    this.#isStopped = true;
    this.#stopPreview([]);
    eachSource((source) => this.#devices[source].release());
  }

  /** Opens both with one permission prompt, if possible. */
  async #openFirst(): Promise<void> {
    const { localStream } = this.#options.options;
    const wanted = localStream ? [] : MAIN_DEVICES.filter((name) => this.#devices[name].isOn);
    const isPreviewed = this.#stopPreview(wanted);
    if (localStream) {
      this.#adopt(localStream, MAIN_DEVICES, false);
      this.#notGiven = MAIN_DEVICES.filter((name) => this.#devices[name].track === null);
    }
    // The self-view goes on while the user is asked for the other one.
    if (isPreviewed) wanted.reverse();
    else if (wanted.length > 1) {
      try {
        const { microphone: audio, camera: video } = this.#chosen;
        this.#adopt(await this.#options.open({ audio, video }), wanted);
      } catch (cause) {
        const error = await toMediaError(cause);
        // The browser gives no access at all, or the app's own `openMedia` has thrown a final error.
        if (error === cause || !(await isWorthASecondTry(error))) {
          this.#lose(wanted, error);
          return;
        }
      }
    }
    for (const name of wanted) {
      const { isOn, hasLiveTrack } = this.#devices[name];
      // If the page's policy forbids one of the two, Chromium gives the other without an error.
      if (isOn && !hasLiveTrack) await this.#open(name).catch(this.#options.onError);
    }
  }

  /** Stops everything in the preview except these devices. Returns whether anything is left. */
  #stopPreview(wanted: readonly CallErrorDevice[]): boolean {
    for (const track of this.#preview.getTracks()) {
      if (!wanted.some((name) => kindOf(name) === track.kind)) track.stop();
    }
    return this.#preview.active;
  }

  #choose(
    name: CallErrorDevice,
    find: () => MediaTrackConstraints | Promise<MediaTrackConstraints>,
  ): Promise<void> {
    const device = this.#asked(name);
    return device.run(async () => {
      const asked = this.#defaults[name] as MediaTrackConstraints;
      // Size and frame rate that the app asks for hold for the other camera too, but not the direction.
      const constraints = { ...asked, facingMode: {}, ...(await find()) };
      if (device.isOn) await this.#open(name, constraints);
      else this.#chosen[name] = constraints;
    });
  }

  /** The device, which somebody wants something of now. */
  #asked(name: CallErrorDevice): LocalDevice {
    this.#notGiven = this.#notGiven.filter((other) => other !== name);
    return this.#devices[name];
  }

  async #open(name: CallErrorDevice, constraints = this.#chosen[name]): Promise<void> {
    // No permission prompt after the call has ended.
    if (this.#isStopped) return;
    const device = this.#devices[name];
    const wasLive = device.hasLiveTrack;
    const request = { audio: false, video: false, [kindOf(name)]: constraints };
    try {
      // A phone can't open its second camera while the first is open.
      if (name === 'camera') device.stop();
      const stream = await (name === 'screen'
        ? requireMediaDevices(this.#options.options.mediaDevices).getDisplayMedia(request)
        : this.#options.open(request));
      this.#chosen[name] = constraints;
      this.#adopt(stream, [name]);
    } catch (error) {
      if (!device.hasLiveTrack) {
        // Reopen the camera that was open before, unless it has been turned off meanwhile.
        if (wasLive && device.isOn) await this.#open(name);
        else device.want(false);
      }
      this.#update();
      throw await toMediaError(error, name);
    }
  }

  #adopt(stream: MediaStream, wanted: readonly CallErrorDevice[], isOwned = true): void {
    for (const track of stream.getTracks()) {
      const name = wanted.find((device) => kindOf(device) === track.kind);
      if (name !== undefined && !this.#isStopped) {
        if (name === 'screen') track.contentHint = 'detail';
        if (name === 'camera') this.#cameraId = track.getSettings().deviceId;
        if (!isOwned) this.#chosen[name] = track.getConstraints();
        this.#devices[name].adopt(track, isOwned);
      } else if (isOwned) {
        // The call ended while the device was opening, or an app's own `openMedia` opened more than was asked for.
        track.stop();
      }
    }
    this.#update();
  }

  #ended(name: CallErrorDevice): void {
    // The user stopped sharing in the browser's own bar: a choice, not a failure.
    if (name === 'screen') {
      void this.setEnabled(name, false);
      return;
    }
    // That very device is gone: the next time, any will do.
    this.#chosen[name] = this.#defaults[name];
    this.#lose([name], deviceGone(name));
  }

  #lose(names: readonly CallErrorDevice[], error: CallError): void {
    for (const name of names) {
      this.#devices[name].want(false);
      this.#devices[name].settle();
    }
    this.#update();
    this.#options.onError(error);
  }

  #update(): void {
    if (this.#isStopped) return;
    const { microphone, camera, screen } = this.#devices;
    setTracks(this.#screenStream, [screen.track]);
    if (setTracks(this.#stream, [microphone.track, camera.track]))
      this.#options.onStream(this.#stream);
    this.#tell(
      createMediaState(
        (source) => this.#devices[source].isLive,
        (device) => this.#devices[device].paused,
      ),
    );
  }

  #mediaWithout(name: CallErrorDevice): MediaState {
    const media = this.#media;
    return createMediaState(
      (source) => source !== name && media[source],
      (device) => (device === name ? null : media.paused[device]),
    );
  }

  #tell(media: MediaState): void {
    if (this.#isStopped || isSameMedia(media, this.#media)) return;
    this.#media = media;
    this.#options.onChange(media);
  }
}

function filled(stream: MediaStream): MediaStream | null {
  return stream.getTracks().length > 0 ? stream : null;
}

/** Whether the track is live and could be set to the constraints. */
function meets(track: MediaStreamTrack, wanted: MediaTrackConstraints | true): Promise<boolean> {
  return track.applyConstraints(wanted === true ? {} : wanted).then(
    () => track.readyState === 'live',
    () => false,
  );
}

function kindOf(name: CallErrorDevice): 'audio' | 'video' {
  return name === 'microphone' ? 'audio' : 'video';
}
