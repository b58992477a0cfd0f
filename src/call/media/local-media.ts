import { given } from '../../internal/given.js';
import { CallError, notFetched, toCallError, type CallErrorDevice } from '../terms/call-error.js';
import type {
  AudioProcessing,
  ResolvedCallOptions,
  ScreenShareOptions,
} from '../terms/call-options.js';
import type { PlannedLimit } from '../terms/call-report.js';
import type { DeviceHint } from '../terms/call-events.js';
import {
  createMediaState,
  eachSource,
  isSameMedia,
  type MediaSource,
  type MediaState,
  type PauseReason,
  type PerSource,
} from '../terms/media-state.js';
import type { DeviceOpener, OpenedDevice } from './device-opener.js';
import { LocalDevice } from './local-device.js';
import { deviceGone } from './media-error.js';
import type { MediaSender } from './media-sender.js';
import { setTracks } from './stream-tracks.js';

/** The senders of the local tracks. `null`: the connection has none for this one. */
export type MediaSenders = PerSource<MediaSender | null>;

export interface LocalMediaOptions {
  readonly options: ResolvedCallOptions;
  /** Opens microphone and camera together, as `getUserMedia` does. */
  readonly open: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** The tracks of the stream changed. */
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
  readonly onError: (error: CallError) => void;
  /** A device was plugged in. */
  readonly onAvailable: (device: MediaDeviceInfo) => void;
  /** Another device would work better. */
  readonly onHint: (hint: DeviceHint, device: CallErrorDevice, track: MediaStreamTrack) => void;
}

/** The devices of the main stream, which are opened when the call starts. */
const MAIN_DEVICES = ['microphone', 'camera'] as const;

/** Fetches what opens devices. Who expects calls fetches it before. */
export function loadDeviceOpener() {
  return import('./device-opener.js');
}

/** All that a call sends: opens, mutes, switches and stops microphone, camera and screen, without renegotiation. */
export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #devices: PerSource<LocalDevice>;
  readonly #stream = new MediaStream();
  readonly #screenStream = new MediaStream();
  #opener: DeviceOpener | null = null;
  #media: MediaState;
  #audioProcessing: AudioProcessing;
  /** What the app's own stream had no track for: off, until somebody wants something of it. */
  #notGiven: readonly CallErrorDevice[] = [];
  #isStopped = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { audio, video, audioProcessing = {} } = options.options;
    this.#audioProcessing = audioProcessing;
    const wanted: Partial<PerSource<boolean>> = {
      microphone: audio !== false,
      camera: video !== false,
    };
    const media = createMediaState((source) => wanted[source] === true);
    this.#media = media;
    this.#devices = eachSource((source) => {
      const ended = () => this.#ended(source);
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
    const { localStream } = this.#options.options;
    if (localStream) this.#adopt(localStream);
    const opening = this.#openFirst(!localStream);
    // Requests for a device that come meanwhile wait until it is open.
    return Promise.all(MAIN_DEVICES.map((name) => this.#devices[name].run(() => opening)));
  }

  /** Opens devices as `getUserMedia` does, or takes them over from the preview. */
  async openDevices(constraints: MediaStreamConstraints): Promise<MediaStream> {
    return (this.#opener ?? (await this.#loaded())).openDevices(constraints);
  }

  connect(senders: MediaSenders): void {
    eachSource((source) => this.#devices[source].connect(senders[source]));
  }

  /** @throws {CallError} if the device can't be opened */
  setEnabled(name: CallErrorDevice, isOn: boolean, share: ScreenShareOptions = {}): Promise<void> {
    const device = this.#asked(name);
    const { screenSound } = this.#devices;
    device.want(isOn);
    if (name === 'screen' && !isOn) screenSound.want(false);
    // At once, without waiting for the operation before: a permission prompt may stay open for ever.
    if (!isOn) this.#tell(this.#mediaWithout(name));
    const done = device.run(async () => {
      // If it has been turned on again since, whoever did that is the one to be told of a failure.
      if (isOn && device.isOn) {
        if (name === 'screen') await this.#withOpener(name, (opener) => opener.shareScreen(share));
        else if (!device.hasLiveTrack) await this.#withOpener(name, (opener) => opener.open(name));
      }
      device.settle();
      screenSound.settle();
      this.#update();
    });
    return isOn || device.track ? done : Promise.resolve();
  }

  /** Changes to another microphone or camera; a camera that is off is opened when it goes on. @throws {CallError} */
  switchTo(name: OpenedDevice, constraints: MediaTrackConstraints): Promise<void> {
    return this.#choose(name, (opener) => opener.switchTo(name, constraints));
  }

  /** Changes to the camera on the other side, or to the next one. @throws {CallError} */
  flipCamera(): Promise<void> {
    return this.#choose('camera', (opener) => opener.flipCamera());
  }

  /** As the app has set it. */
  get audioProcessing(): AudioProcessing {
    return this.#audioProcessing;
  }

  /** Changes what the browser does to the sound of the microphone, now and of every other one. @throws {CallError} */
  setAudioProcessing(processing: AudioProcessing): Promise<void> {
    this.#audioProcessing = { ...this.#audioProcessing, ...given(processing) };
    return this.#devices.microphone.run(() =>
      this.#withOpener('microphone', (opener) => opener.process(this.#audioProcessing)),
    );
  }

  /** Stops sending a device for this reason, but keeps it open: the self-view goes on. `null`: it is sent again. */
  hold(name: CallErrorDevice, reason: PauseReason | null): void {
    if (this.#devices[name].hold(reason)) this.#update();
  }

  /** What keeps the call from sending more of it; `null`: nothing that is known. */
  limitOf(name: MediaSource): PlannedLimit | null {
    return this.#devices[name].limitedBy;
  }

  /** Stops all tracks that were opened here. */
  stop(): void {
    this.#isStopped = true;
    // Also if nothing has come to take it over.
    for (const track of this.#options.options.previewStream?.getTracks() ?? []) track.stop();
    this.#opener?.close();
    eachSource((source) => this.#devices[source].release());
  }

  async #openFirst(isWanted: boolean): Promise<void> {
    const wanted = MAIN_DEVICES.filter((name) => isWanted && this.#devices[name].isOn);
    try {
      await (await this.#loaded()).openFirst(wanted);
    } catch (error) {
      if (wanted.length > 0 && !this.#isStopped) this.#lose(wanted, toCallError(error));
    }
  }

  #choose(name: CallErrorDevice, change: (opener: DeviceOpener) => Promise<void>): Promise<void> {
    return this.#asked(name).run(() => this.#withOpener(name, change));
  }

  async #withOpener(
    name: CallErrorDevice,
    action: (opener: DeviceOpener) => Promise<void>,
  ): Promise<void> {
    try {
      await action(await this.#loaded(name));
    } catch (error) {
      const device = this.#devices[name];
      if (!device.hasLiveTrack) device.want(false);
      this.#update();
      throw error;
    }
  }

  /** What opens the devices, once it is there. @throws {CallError} `media-failed` (by rejection) if it can't be had */
  async #loaded(name?: CallErrorDevice): Promise<DeviceOpener> {
    const { DeviceOpener } = await loadDeviceOpener().catch((cause: unknown) => {
      throw notFetched('media-failed', cause, name);
    });
    if (this.#isStopped) throw new CallError('invalid-state', 'The call has ended.');
    this.#opener ??= new DeviceOpener({
      ...this.#options,
      devices: this.#devices,
      isStopped: () => this.#isStopped,
      onChange: () => this.#update(),
    });
    return this.#opener;
  }

  /** The device, which somebody wants something of now. */
  #asked(name: CallErrorDevice): LocalDevice {
    this.#notGiven = this.#notGiven.filter((other) => other !== name);
    return this.#devices[name];
  }

  /** Takes the stream that the app has opened. */
  #adopt(stream: MediaStream): void {
    for (const [index, name] of MAIN_DEVICES.entries()) {
      const [track] = index === 0 ? stream.getAudioTracks() : stream.getVideoTracks();
      if (track) this.#devices[name].adopt(track, false);
    }
    this.#notGiven = MAIN_DEVICES.filter((name) => this.#devices[name].track === null);
    this.#update();
  }

  #ended(name: MediaSource): void {
    // The user stopped sharing in the browser's own bar: a choice, not a failure.
    if (name === 'screen') {
      void this.setEnabled(name, false);
      return;
    }
    if (name === 'screenSound') {
      this.#devices[name].want(false);
      this.#devices[name].settle();
      this.#update();
      return;
    }
    const lost = () => this.#lose([name], deviceGone(name));
    const opener = this.#opener;
    const device = this.#devices[name];
    opener?.forget(name);
    // Another camera may show what nobody expects: that is for the user to choose.
    if (name !== 'microphone' || !opener || !device.isOn || !device.isOwned) lost();
    else {
      this.#update();
      device.run(() => opener.takeOver()).catch(lost);
    }
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
    this.#opener?.look();
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
      // The sound of a screen goes with it.
      (source) => !source.startsWith(name) && media[source],
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
