import { CallError, type CallErrorDevice } from '../terms/call-error.js';
import type {
  AudioProcessing,
  ResolvedCallOptions,
  ScreenShareOptions,
} from '../terms/call-options.js';
import type { DeviceHint } from '../terms/call-events.js';
import type { MediaSource, PerSource } from '../terms/media-state.js';
import { DeviceWatch } from './device-watch.js';
import type { LocalDevice } from './local-device.js';
import { createMediaError, requireMediaDevices } from './media-error.js';
import { explainMediaError } from './media-explanation.js';
import { findOtherCamera } from './other-camera.js';
import { captureScreen } from './screen-capture.js';
import { isWorthASecondTry } from './second-try.js';

/** What opens devices needs of the call's media. */
export interface DeviceOpenerOptions {
  readonly options: ResolvedCallOptions;
  readonly devices: PerSource<LocalDevice>;
  /** Opens microphone and camera together, as `getUserMedia` does. */
  readonly open: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Whether the call has ended. */
  readonly isStopped: () => boolean;
  /** A device has another track. */
  readonly onChange: () => void;
  readonly onError: (error: CallError) => void;
  /** A device was plugged in. */
  readonly onAvailable: (device: MediaDeviceInfo) => void;
  /** Another device would work better. */
  readonly onHint: (hint: DeviceHint, device: CallErrorDevice, track: MediaStreamTrack) => void;
}

/** https://www.w3.org/TR/mst-content-hint/ */
const CONTENT_HINTS: readonly string[] = ['detail', 'text', 'motion'];

/** HD where the camera has it; the browser scales down by itself when the network is slow. */
const DEFAULT_VIDEO: MediaTrackConstraints = {
  width: 1280,
  height: 720,
  facingMode: 'user',
};

/** What is opened by `getUserMedia`. */
export type OpenedDevice = Exclude<CallErrorDevice, 'screen'>;

/** Opens microphone, camera and screen: at the start of a call, and when another is chosen. Fetched with the first call. */
export class DeviceOpener {
  readonly #options: DeviceOpenerOptions;
  readonly #defaults: { [Device in OpenedDevice]: MediaTrackConstraints | true };
  /** What each device is opened with the next time: as the last time, or as chosen while it was off. */
  readonly #chosen: { [Device in OpenedDevice]: MediaTrackConstraints | true };
  /** The camera that is on, or that is used the next time it is turned on. */
  #cameraId: string | undefined;
  /** The tracks of the preview that are not taken yet. A copy, so that the app's own stream is not changed. */
  readonly #preview: MediaStream;
  readonly #watch: DeviceWatch;

  constructor(options: DeviceOpenerOptions) {
    this.#options = options;
    const { audio, audioProcessing, video, previewStream } = options.options;
    this.#preview = new MediaStream(previewStream?.getTracks() ?? []);
    this.#defaults = {
      microphone: withProcessing(typeof audio === 'object' ? audio : true, audioProcessing ?? {}),
      camera: typeof video === 'object' ? video : DEFAULT_VIDEO,
    };
    this.#chosen = { ...this.#defaults };
    for (const name of ['microphone', 'camera'] as const) {
      // The app's own stream is there already.
      const { track } = options.devices[name];
      if (!track) continue;
      this.#chosen[name] = track.getConstraints();
      if (name === 'camera') this.#cameraId = track.getSettings().deviceId;
    }
    this.#watch = new DeviceWatch({
      ...options,
      clock: options.options.clock,
      mediaDevices: options.options.mediaDevices ?? globalThis.navigator?.mediaDevices,
      retry: (name) => options.devices[name].run(() => this.#retry(name)),
    });
  }

  /** To be called whenever a device changes. */
  look(): void {
    this.#watch.look();
  }

  close(): void {
    this.#watch.close();
  }

  /**
   * Opens these with one permission prompt, if possible.
   *
   * @throws {CallError} (by rejection) if there is no access at all; what one device alone fails with goes to `onError`
   */
  async openFirst(names: readonly OpenedDevice[]): Promise<void> {
    const { open, devices, onError, isStopped } = this.#options;
    // The user may have changed something since the call began.
    const wanted = names.filter((name) => devices[name].isOn && !isStopped());
    // The self-view goes on while the user is asked for the other one.
    if (this.#stopPreview(wanted)) wanted.reverse();
    else if (wanted.length > 1) {
      try {
        const { microphone: audio, camera: video } = this.#chosen;
        this.#adopt(await open({ audio, video }), wanted);
      } catch (cause) {
        const error = toMediaError(cause);
        // The browser gives no access at all, or the app's own `openMedia` has thrown a final error.
        if (error === cause || !(await isWorthASecondTry(error))) throw error;
      }
    }
    for (const name of wanted) {
      const { isOn, hasLiveTrack } = devices[name];
      // If the page's policy forbids one of the two, Chromium gives the other without an error.
      if (isOn && !hasLiveTrack) await this.open(name).catch(onError);
    }
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

  /** Opens a device in place of the one that is open. @throws {CallError} */
  async open(name: OpenedDevice, constraints = this.#chosen[name]): Promise<void> {
    const { devices, open, isStopped, onChange } = this.#options;
    // No permission prompt after the call has ended.
    if (isStopped()) return;
    const device = devices[name];
    const wasLive = device.hasLiveTrack;
    const request = { audio: false, video: false, [kindOf(name)]: constraints };
    try {
      // A phone can't open its second camera while the first is open.
      if (name === 'camera') device.stop();
      const stream = await open(request);
      this.#chosen[name] = constraints;
      this.#adopt(stream, [name]);
    } catch (cause) {
      const error = toMediaError(cause, name);
      if (!device.hasLiveTrack) {
        // Reopen the camera that was open before, unless it has been turned off meanwhile.
        if (wasLive && device.isOn) await this.open(name);
        else if (constraints === this.#chosen[name] && this.#mayBeGone(name, error)) {
          this.forget(name);
          return this.#replace(name);
        } else device.want(false);
      }
      onChange();
      throw error;
    }
  }

  /** Changes what is done to the sound of the microphone, and of those that are opened later. @throws {CallError} */
  async process(processing: AudioProcessing): Promise<void> {
    const { track, hasLiveTrack } = this.#options.devices.microphone;
    this.#defaults.microphone = withProcessing(this.#defaults.microphone, processing);
    const constraints = withProcessing(this.#chosen.microphone, processing);
    this.#chosen.microphone = constraints;
    if (!track || !hasLiveTrack || constraints === true) return;
    // Chromium 156 takes the constraints and changes nothing: then the microphone is opened anew.
    await track.applyConstraints(constraints).catch(() => undefined);
    const settings = track.getSettings();
    const isOther = PROCESSING.some(
      (name) =>
        name in settings &&
        typeof processing[name] === 'boolean' &&
        settings[name] !== processing[name],
    );
    if (isOther) await this.open('microphone');
  }

  /** Shares a screen; of one that is shared, changes what matters when the line is thin. @throws {CallError} */
  async shareScreen(share: ScreenShareOptions): Promise<void> {
    const { options, devices, isStopped, onError } = this.#options;
    const { screen, screenSound } = devices;
    const { contentHint } = share;
    if (contentHint && !CONTENT_HINTS.includes(contentHint)) {
      const sentence = 'screen: contentHint is none of detail, text and motion.';
      throw new CallError('invalid-argument', sentence, { device: 'screen' });
    }
    if (isStopped()) return;
    if (!screen.hasLiveTrack) {
      try {
        const mediaDevices = requireMediaDevices(options.mediaDevices);
        const { stream, soundLost } = await captureScreen(mediaDevices, share);
        // Unless the sharing was ended while the user chose.
        screenSound.want(screen.isOn);
        this.#adopt(stream, ['screen', 'screenSound']);
        if (soundLost) onError(soundLost);
      } catch (error) {
        throw toMediaError(error, 'screen');
      }
    } else if (!contentHint) return;
    // Firefox has no content hints, but it is sent by what stands here.
    if (screen.track) screen.track.contentHint = contentHint ?? 'detail';
  }

  /** Changes to another microphone or camera; a camera that is off is opened when it goes on. @throws {CallError} */
  async switchTo(name: OpenedDevice, chosen: MediaTrackConstraints): Promise<void> {
    const asked = this.#defaults[name] as MediaTrackConstraints;
    // Size and frame rate that the app asks for hold for the other camera too, but not the direction.
    const constraints = { ...asked, facingMode: {}, ...chosen };
    const { devices, onChange } = this.#options;
    const device = devices[name];
    // A microphone that is muted stays open, as turning it on must be instant.
    if (device.isOn || (name === 'microphone' && device.hasLiveTrack)) {
      return this.open(name, constraints);
    }
    this.#chosen[name] = constraints;
    // The app's own camera, which would be turned on again.
    device.release();
    onChange();
  }

  /** Changes to the camera on the other side, or to the next one. @throws {CallError} */
  async flipCamera(): Promise<void> {
    const { mediaDevices } = this.#options.options;
    this.#cameraId = await findOtherCamera(requireMediaDevices(mediaDevices), this.#cameraId);
    await this.switchTo('camera', { deviceId: { exact: this.#cameraId } });
  }

  /** That very device is gone: the next time, any will do. */
  forget(name: OpenedDevice): void {
    this.#chosen[name] = this.#defaults[name];
  }

  /** Opens the next microphone in place of the one that is gone, and says so. @throws {CallError} if there is none */
  async takeOver(): Promise<void> {
    const { microphone } = this.#options.devices;
    if (microphone.isOn && !microphone.hasLiveTrack) await this.#replace('microphone');
  }

  async #replace(name: OpenedDevice): Promise<void> {
    const { devices, onError } = this.#options;
    await this.open(name);
    if (!devices[name].hasLiveTrack) return;
    const sentence = `${name}: gone; another one is used now.`;
    onError(new CallError('device-not-found', sentence, { device: name, reason: 'switched' }));
  }

  /** Whether that very device was asked for, but not by the app's options, and it may be that which is not there. */
  #mayBeGone(name: OpenedDevice, { code }: CallError): boolean {
    const chosen = this.#chosen[name];
    if (chosen === this.#defaults[name] || chosen === true || !chosen.deviceId) return false;
    return code === 'constraints-not-met' || code === 'device-not-found';
  }

  /** Opens a device anew that the system has muted. The new track is taken if that one is not. */
  async #retry(name: OpenedDevice): Promise<void> {
    const { devices, open, isStopped } = this.#options;
    const device = devices[name];
    const isMuted = () => device.isOn && device.isOwned && device.track?.muted && !isStopped();
    if (!isMuted()) return;
    const stream = await open({ audio: false, video: false, [kindOf(name)]: this.#chosen[name] });
    const isBetter = isMuted() && stream.getTracks().every(({ muted }) => !muted);
    this.#adopt(stream, isBetter ? [name] : []);
  }

  /** Stops everything in the preview except these devices. Returns whether anything is left. */
  #stopPreview(wanted: readonly OpenedDevice[]): boolean {
    for (const track of this.#preview.getTracks()) {
      if (!wanted.some((name) => kindOf(name) === track.kind)) track.stop();
    }
    return this.#preview.active;
  }

  #adopt(stream: MediaStream, wanted: readonly MediaSource[]): void {
    const { devices, isStopped, onChange } = this.#options;
    for (const track of stream.getTracks()) {
      const name = wanted.find((device) => kindOf(device) === track.kind);
      if (name !== undefined && !isStopped()) {
        if (name === 'camera') this.#cameraId = track.getSettings().deviceId;
        devices[name].adopt(track, true);
      } else {
        // The call ended while the device was opening, or an app's own `openMedia` opened more than was asked for.
        track.stop();
      }
    }
    onChange();
  }
}

const PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

function withProcessing(
  constraints: MediaTrackConstraints | true,
  processing: AudioProcessing,
): MediaTrackConstraints | true {
  const chosen = PROCESSING.flatMap((name) => {
    const isOn = processing[name];
    return typeof isOn === 'boolean' ? [[name, isOn] as const] : [];
  });
  if (chosen.length === 0) return constraints;
  return { ...(constraints === true ? {} : constraints), ...Object.fromEntries(chosen) };
}

/** Whether the track is live and could be set to the constraints. */
function meets(track: MediaStreamTrack, wanted: MediaTrackConstraints | true): Promise<boolean> {
  return track.applyConstraints(wanted === true ? {} : wanted).then(
    () => track.readyState === 'live',
    () => false,
  );
}

function kindOf(name: MediaSource): 'audio' | 'video' {
  return name === 'microphone' || name === 'screenSound' ? 'audio' : 'video';
}

function toMediaError(cause: unknown, device?: CallErrorDevice): CallError {
  return createMediaError(explainMediaError, cause, device);
}
