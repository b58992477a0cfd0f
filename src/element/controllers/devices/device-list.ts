import { isMonitor } from '../call/device-names.js';

/** Chromium's second entry for a device that is there already: what the system uses for telephone calls. */
const DOUBLE_ID = 'communications';

/** The microphones, cameras and loudspeakers there are, kept up to date while somebody wants to know. */
export class DeviceList {
  readonly #onChange: () => void;
  #listeners: AbortController | null = null;
  #all: readonly MediaDeviceInfo[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  of(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
    return this.#all.filter((device) => device.kind === kind && !isMonitor(device, this.#all));
  }

  /** Whether there are some that the browser does not name: the user has not been asked yet, or has refused. */
  isHidden(kind: MediaDeviceKind): boolean {
    const devices = this.of(kind);
    return devices.length > 0 && devices.every(({ label }) => label === '');
  }

  start(): void {
    if (this.#listeners) return;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // Pages that are not secure have none.
    const mediaDevices = navigator.mediaDevices as MediaDevices | undefined;
    mediaDevices?.addEventListener('devicechange', () => void this.look(), { signal });
    void this.look();
  }

  stop(): void {
    this.#listeners?.abort();
    this.#listeners = null;
  }

  /** Browsers do not tell that names are there since the user has allowed a device. */
  async look(): Promise<void> {
    const mediaDevices = navigator.mediaDevices as MediaDevices | undefined;
    const devices = await mediaDevices?.enumerateDevices().catch(() => null);
    if (!devices) return;
    const all = devices.filter(({ deviceId }) => deviceId !== DOUBLE_ID);
    const isSame = JSON.stringify(all) === JSON.stringify(this.#all);
    this.#all = all;
    if (!isSame) this.#onChange();
  }
}
