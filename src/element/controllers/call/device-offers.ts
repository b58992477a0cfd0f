import type { PeerCall } from '../../../call/peer-call.js';
import { CallError, type CallErrorDevice } from '../../../call/terms/call-error.js';
import type { MediaState } from '../../../call/terms/media-state.js';
import type { SignalingError } from '../../../signaling/signaling-error.js';
import type { CallHost } from '../host/call-host.js';
import { deviceName, isMonitor } from './device-names.js';
import { PressGuard } from './press-guard.js';
import type { Problems } from './problems.js';

/** What a device is of a call; the others are loudspeakers. */
const SOURCES: { readonly [Kind in MediaDeviceKind]?: 'microphone' | 'camera' } = {
  audioinput: 'microphone',
  videoinput: 'camera',
};

/** What a device that is several things is called by: the name of its camera says more than that of its microphone. */
const NAMED_BY: readonly MediaDeviceKind[] = ['videoinput', 'audioinput', 'audiooutput'];

/** Chromium's names for whatever the system uses. */
const SYSTEM_IDS: readonly (string | undefined)[] = ['default', 'communications'];

/**
 * Offers what is plugged in during a call, and takes the system's loudspeaker when the chosen one is gone. Fetched with a
 * call.
 *
 * @param signal stops it
 */
export function offerDevices(
  call: PeerCall,
  host: CallHost,
  problems: Problems,
  signal: AbortSignal,
): void {
  // Pages that are not secure have none.
  const mediaDevices = navigator.mediaDevices as MediaDevices | undefined;
  if (mediaDevices) new DeviceOffers(call, host, problems, mediaDevices).start(signal);
}

class DeviceOffers {
  readonly #call: PeerCall;
  readonly #host: CallHost;
  readonly #problems: Problems;
  readonly #mediaDevices: MediaDevices;
  /** What was plugged in and is not used yet, in that order. */
  #offered: readonly MediaDeviceInfo[] = [];
  #shown = '';
  /** What is plugged in takes the place of what is offered: the button stays, and means another device. */
  readonly #presses: PressGuard;
  /** What there was at the last look. */
  #present: readonly MediaDeviceInfo[] = [];
  /** Before the change that is being told. */
  #wanted: MediaState;
  /** What the call goes on without although it is meant to have it. */
  readonly #missing = new Set<CallErrorDevice>();

  constructor(call: PeerCall, host: CallHost, problems: Problems, mediaDevices: MediaDevices) {
    this.#call = call;
    this.#host = host;
    this.#problems = problems;
    this.#mediaDevices = mediaDevices;
    this.#presses = new PressGuard(host);
    this.#wanted = call.wantedMedia;
    if (call.error) this.#note(call.error);
  }

  start(signal: AbortSignal): void {
    const call = this.#call;
    const look = () => void this.#look(signal);
    call.addEventListener(
      'deviceavailable',
      ({ device }) => {
        // Older Safaris can't play on another loudspeaker.
        const isUsable = device.kind !== 'audiooutput' || 'setSinkId' in HTMLMediaElement.prototype;
        // What has no name can't be offered in words.
        if (device.label && isUsable) this.#offered = [...this.#offered, device];
        look();
      },
      { signal },
    );
    call.addEventListener('error', ({ error }) => this.#note(error), { signal });
    call.addEventListener('localstream', look, { signal });
    call.addEventListener(
      'localmedia',
      ({ media }) => {
        for (const device of this.#missing) if (media[device]) this.#missing.delete(device);
        // The error of a device that is gone follows at once.
        queueMicrotask(() => (this.#wanted = call.wantedMedia));
      },
      { signal },
    );
    this.#mediaDevices.addEventListener('devicechange', look, { signal });
    look();
  }

  #note({ code, device, reason }: CallError): void {
    if (code !== 'device-not-found') return;
    for (const name of device ? [device] : (['microphone', 'camera'] as const)) {
      // One that is gone while it was muted is not missing.
      const isMissing = reason === null || (reason === 'ended' && this.#wanted[name]);
      if (isMissing) this.#missing.add(name);
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const devices = await this.#mediaDevices.enumerateDevices().catch(() => null);
    if (!devices || signal.aborted || this.#call.state === 'ended') return;
    this.#missLoudspeaker(devices);
    this.#present = devices;
    this.#offered = this.#offered.filter(
      (offered) =>
        devices.some((each) => isSame(each, offered)) &&
        !this.#isUsed(offered, devices) &&
        !isMonitor(offered, devices),
    );
    this.#show();
  }

  /** The `sinkId` of a player stays as it is when that device is gone (Chromium 156), and is refused from then on. */
  #missLoudspeaker(devices: readonly MediaDeviceInfo[]): void {
    const chosen = ({ kind, deviceId }: MediaDeviceInfo) =>
      kind === 'audiooutput' && deviceId === this.#host.audioOutput;
    // Without the permission for microphones they have no ids. That for cameras is another one.
    const audible = devices.filter(({ kind }) => kind !== 'videoinput');
    const isHidden = audible.length > 0 && audible.every(({ deviceId }) => deviceId === '');
    if (isHidden || !this.#present.some(chosen) || devices.some(chosen)) return;
    this.#host.audioOutput = null;
    const sentence = 'The loudspeaker is gone; that of the system is used now.';
    this.#problems.report(new CallError('audio-output-failed', sentence, { reason: 'switched' }));
  }

  #isUsed(device: MediaDeviceInfo, devices: readonly MediaDeviceInfo[]): boolean {
    const { kind, deviceId, groupId } = device;
    if (kind === 'audiooutput') {
      const { audioOutput } = this.#host;
      // That of the system comes first (https://w3c.github.io/mediacapture-main/#dom-mediadevices-enumeratedevices).
      const used = devices.find((each) => each.kind === kind);
      return audioOutput ? deviceId === audioOutput : used !== undefined && isOne(device, used);
    }
    const wanted = kind === 'audioinput' ? 'audio' : 'video';
    const track = this.#call.localStream?.getTracks().find((each) => each.kind === wanted);
    const settings = track?.readyState === 'live' ? track.getSettings() : {};
    const isSystem = SYSTEM_IDS.includes(settings.deviceId) && settings.groupId === groupId;
    return settings.deviceId === deviceId || isSystem;
  }

  /** Shows the latest. A headset is one device, though it is two for the browser. */
  #show(): void {
    const latest = this.#offered.at(-1);
    const parts = this.#offered.filter((each) => latest && isOne(each, latest));
    // Some have two microphones, and what was gone between two looks is told of twice.
    const all = parts.filter(
      ({ kind }, index) => parts.findIndex((each) => each.kind === kind) === index,
    );
    const shown = all.map(({ kind, deviceId }) => `${kind} ${deviceId}`).join();
    if (shown === this.#shown) return;
    if (this.#shown) this.#presses.swapped();
    this.#shown = shown;
    const [named] = NAMED_BY.flatMap((kind) => all.filter((each) => each.kind === kind));
    const close = () => {
      this.#offered = this.#offered.filter((each) => !parts.includes(each));
      this.#show();
    };
    this.#problems.propose(
      named
        ? {
            name: deviceName(named.label),
            accept: (press) => {
              if (!this.#presses.isMeant(press)) return;
              close();
              for (const device of all) void this.#use(device);
            },
            close,
            settles: (error) => isAbout(error, all),
          }
        : null,
    );
  }

  /** As if it were chosen from a list; what is missing is on again. A camera that was turned off stays off. */
  async #use({ kind, deviceId }: MediaDeviceInfo): Promise<void> {
    const source = SOURCES[kind];
    if (!source) {
      this.#host.audioOutput = deviceId;
      return;
    }
    if (source === 'microphone') this.#problems.accepted = deviceId;
    try {
      await this.#call.switchDevice(kind, deviceId);
      if (!this.#missing.has(source)) return;
      if (source === 'camera') await this.#call.setCameraEnabled(true);
      else await this.#call.setMicrophoneEnabled(true);
    } catch (error) {
      this.#problems.report(error);
    }
  }
}

function isSame(one: MediaDeviceInfo, other: MediaDeviceInfo): boolean {
  return one.kind === other.kind && one.deviceId === other.deviceId;
}

/** Whether two devices are parts of one; `groupId` is empty where the browser does not know. */
function isOne(one: MediaDeviceInfo, other: MediaDeviceInfo): boolean {
  return isSame(one, other) || (one.groupId !== '' && one.groupId === other.groupId);
}

function isAbout(error: CallError | SignalingError, devices: readonly MediaDeviceInfo[]): boolean {
  if (!(error instanceof CallError)) return false;
  const { code, device } = error;
  return devices.some(({ kind }) =>
    kind === 'audiooutput'
      ? code === 'audio-output-failed'
      : code === 'device-not-found' && (device === null || device === SOURCES[kind]),
  );
}
