import type { LitElement, ReactiveController } from 'lit';

/** What browsers ask their users for. */
export type InputDevice = 'microphone' | 'camera';

const INPUT_DEVICES: readonly InputDevice[] = ['microphone', 'camera'];

/** Whether the page may use microphone and camera, as far as the browser tells; it tells of changes, too. */
export class DevicePermissions implements ReactiveController {
  readonly #host: LitElement;
  readonly #onGranted: (device: InputDevice) => void;
  readonly #states = new Map<InputDevice, PermissionState>();
  #listeners = new AbortController();

  /** @param onGranted one is allowed now that was not */
  constructor(host: LitElement, onGranted: (device: InputDevice) => void) {
    this.#host = host;
    this.#onGranted = onGranted;
    host.addController(this);
  }

  /** `null`: this browser does not tell. */
  of(device: InputDevice): PermissionState | null {
    return this.#states.get(device) ?? null;
  }

  hostConnected(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    for (const name of INPUT_DEVICES) void this.#watch(name, signal);
  }

  hostDisconnected(): void {
    this.#listeners.abort();
  }

  async #watch(name: InputDevice, signal: AbortSignal): Promise<void> {
    const { permissions } = (this.#host.ownerDocument.defaultView ?? window).navigator;
    // Older browsers know these two names not at all.
    const status = await permissions?.query({ name }).catch(() => null);
    if (!status || signal.aborted) return;
    const look = () => {
      const before = this.#states.get(name);
      this.#states.set(name, status.state);
      this.#host.requestUpdate();
      if (before && before !== 'granted' && status.state === 'granted') this.#onGranted(name);
    };
    status.addEventListener('change', look, { signal });
    look();
  }
}
