import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { CallError, type CallErrorDevice } from '../terms/call-error.js';
import type { DeviceHint } from '../terms/call-events.js';
import type { CallOptions } from '../terms/call-options.js';
import type { PerSource } from '../terms/media-state.js';
import { isBluetooth } from './bluetooth-microphone.js';
import type { LocalDevice } from './local-device.js';

/** A device that the system mutes for less is not spoken of: many do for a moment when they are switched. */
const MUTED_MS = 3_000;
/** How often a device is tried that the system has muted: its `unmute` may never come (iOS after a telephone call). */
const RETRY_MS = 5_000;
/** How long the microphone may give nothing but zeros. The quietest room gives noise. */
const SILENCE_MS = 5_000;

const WATCHED = ['microphone', 'camera'] as const;
type WatchedDevice = (typeof WATCHED)[number];

export interface DeviceWatchOptions {
  readonly devices: PerSource<LocalDevice>;
  readonly clock: Clock;
  /** `undefined`: the page has none, and nothing can be plugged in. */
  readonly mediaDevices: CallOptions['mediaDevices'];
  /** Opens the device anew, and takes it if it is not muted. */
  readonly retry: (name: WatchedDevice) => Promise<void>;
  readonly onChange: () => void;
  readonly onError: (error: CallError) => void;
  readonly onAvailable: (device: MediaDeviceInfo) => void;
  /** Another device would work better. */
  readonly onHint: (hint: DeviceHint, device: CallErrorDevice, track: MediaStreamTrack) => void;
}

/** Chromium's names for whatever the system uses: the device itself is there too. */
const SYSTEM_IDS: readonly string[] = ['default', 'communications'];

/** https://www.w3.org/TR/webrtc-stats/#dom-rtcaudiosourcestats; Firefox 153 has neither of the two figures. */
interface SourceFigures {
  readonly totalAudioEnergy?: number;
  readonly totalSamplesDuration?: number;
}

/** Notices what happens to devices in a call: the system mutes them, they give nothing, they are plugged in. */
export class DeviceWatch {
  readonly #options: DeviceWatchOptions;
  readonly #listeners = new AbortController();
  readonly #timers: { readonly [Device in WatchedDevice]: Timer };
  readonly #silenceTimer: Timer;
  #figures: (SourceFigures & { readonly track: MediaStreamTrack }) | null = null;
  /** The microphone that was spoken of. */
  #silentTrack: MediaStreamTrack | null = null;
  #known: ReadonlySet<string> | null = null;
  /** The kinds of which there were some without an id. */
  #hidden: ReadonlySet<MediaDeviceKind> = new Set();
  /** The microphones of which their users have been told that they lower the sound. */
  readonly #hinted = new Set<string | undefined>();

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
    const { clock, mediaDevices } = options;
    const timerOf = (name: WatchedDevice) => new Timer(clock, () => this.#stillMuted(name));
    this.#timers = { microphone: timerOf('microphone'), camera: timerOf('camera') };
    this.#silenceTimer = new Timer(clock, () => void this.#listen());
    this.#silenceTimer.start(SILENCE_MS);
    const { signal } = this.#listeners;
    const changed = () => void this.#enumerate();
    (mediaDevices as Partial<MediaDevices> | undefined)?.addEventListener?.(
      'devicechange',
      changed,
      { signal },
    );
    // The app's own stream is there already.
    this.look();
  }

  /** To be called whenever a device changes. */
  look(): void {
    for (const name of WATCHED) {
      const device = this.#options.devices[name];
      const timer = this.#timers[name];
      const isMuted = device.isOn && device.hasLiveTrack && device.track?.muted === true;
      if (!isMuted) {
        timer.stop();
        device.isInterrupted = false;
      } else if (!timer.isRunning && !device.isInterrupted) timer.start(MUTED_MS);
    }
    this.#hint();
    // A permission comes with the first device of a kind, and with it the ids of the others: browsers do not tell of that.
    if (!this.#known || this.#hidden.size > 0) void this.#enumerate();
  }

  close(): void {
    this.#listeners.abort();
    this.#silenceTimer.stop();
    for (const name of WATCHED) this.#timers[name].stop();
  }

  #stillMuted(name: WatchedDevice): void {
    const { devices, onChange, retry } = this.#options;
    this.#timers[name].start(RETRY_MS);
    if (!devices[name].isInterrupted) {
      devices[name].isInterrupted = true;
      onChange();
    } else if (document.visibilityState === 'visible') {
      // Where it can't be had yet, the next try follows. Whoever has said no is not asked again and again.
      retry(name).catch((error: unknown) => {
        if (isRefusal(error)) this.#timers[name].stop();
      });
    }
  }

  #hint(): void {
    const { track, hasLiveTrack } = this.#options.devices.microphone;
    if (!track || !hasLiveTrack || !isBluetooth(track)) return;
    const { deviceId } = track.getSettings();
    if (this.#hinted.has(deviceId)) return;
    this.#hinted.add(deviceId);
    this.#options.onHint('bluetooth', 'microphone', track);
  }

  async #listen(): Promise<void> {
    const { microphone } = this.#options.devices;
    const { track } = microphone;
    const stats = microphone.isLive ? await microphone.sourceStats() : null;
    if (this.#listeners.signal.aborted) return;
    this.#silenceTimer.start(SILENCE_MS);
    const before = this.#figures;
    const report = (stats ?? new Map()) as ReadonlyMap<string, RTCStats & SourceFigures>;
    const source = [...report.values()].find(({ type }) => type === 'media-source');
    this.#figures = source && track ? { ...source, track } : null;
    const now = this.#figures;
    if (!now || before?.track !== now.track || now.track === this.#silentTrack) return;
    const hasPassed = (now.totalSamplesDuration ?? 0) > (before.totalSamplesDuration ?? 0);
    if (!hasPassed || now.totalAudioEnergy !== before.totalAudioEnergy) return;
    this.#silentTrack = now.track;
    const sentence = 'microphone: it gives no sound; check its switch, or choose another one.';
    this.#options.onError(new CallError('no-audio-input', sentence, { device: 'microphone' }));
  }

  async #enumerate(): Promise<void> {
    const { mediaDevices, onAvailable } = this.#options;
    const all = await mediaDevices?.enumerateDevices().catch(() => null);
    if (!all || this.#listeners.signal.aborted) return;
    // Before a permission for their kind they have no ids.
    const devices = all.filter(({ deviceId }) => deviceId !== '' && !SYSTEM_IDS.includes(deviceId));
    const [known, hidden] = [this.#known, this.#hidden];
    this.#hidden = new Set(all.filter(({ deviceId }) => deviceId === '').map(({ kind }) => kind));
    // The only one is gone, or none of them can be told from the others.
    if (devices.length > 0 || (known && all.length === 0))
      this.#known = new Set(devices.map(keyOf));
    for (const device of devices) {
      const isNew = known && !known.has(keyOf(device)) && !hidden.has(device.kind);
      if (isNew) onAvailable(device);
    }
  }
}

/** Of the user, by the browser, or of the app's own `openMedia`. */
function isRefusal(error: unknown): boolean {
  if (error instanceof CallError) return error.code === 'permission-denied';
  return error instanceof DOMException && error.name === 'NotAllowedError';
}

function keyOf({ kind, deviceId }: MediaDeviceInfo): string {
  return `${kind} ${deviceId}`;
}
