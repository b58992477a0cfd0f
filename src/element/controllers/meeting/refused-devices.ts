import { CallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isRingingHere } from '../../call-phase.js';
import type { CallController } from '../call/call-controller.js';
import type { DeviceChoice } from '../devices/device-choice.js';
import type { InputDevice } from '../devices/device-permissions.js';
import type { MeetingSession } from './meeting-session.js';
import type { PreviewController } from '../devices/preview-controller.js';

/**
 * What the user wanted to use, and has refused. It is opened when it is allowed after all, but only as long as the refusal
 * is still said: who has closed that expects no camera to go on.
 */
export class RefusedDevices {
  readonly #calls: CallController;
  readonly #preview: PreviewController;
  readonly #choice: DeviceChoice;
  readonly #session: () => MeetingSession | null;
  /** Those of the latest refusal that are allowed by now: a browser tells of one after the other. */
  readonly #allowed = new Set<InputDevice>();
  #allowedOf: CallError | null = null;

  constructor(
    calls: CallController,
    preview: PreviewController,
    choice: DeviceChoice,
    session: () => MeetingSession | null,
  ) {
    this.#calls = calls;
    this.#preview = preview;
    this.#choice = choice;
    this.#session = session;
  }

  /** The refusal that is said; `null`: there is none, or it was not the user's. */
  get error(): CallError | null {
    const { current } = this.#calls.problems;
    const isRefusal =
      current instanceof CallError &&
      current.code === 'permission-denied' &&
      current.reason === 'user' &&
      current.device !== 'screen';
    return isRefusal ? current : null;
  }

  get devices(): readonly InputDevice[] {
    const { error } = this;
    if (!error) return [];
    return error.device && error.device !== 'screen' ? [error.device] : ['microphone', 'camera'];
  }

  /** These may be used now. */
  async allowed(devices: readonly InputDevice[]): Promise<void> {
    const { error } = this;
    const wanted = this.devices.filter((device) => devices.includes(device));
    if (!error || wanted.length === 0) return;
    if (error !== this.#allowedOf) this.#allowed.clear();
    this.#allowedOf = error;
    for (const device of wanted) this.#allowed.add(device);
    const { call } = this.#calls;
    if (error === this.#choice.refusal) await this.#choice.list.look();
    else if (call && !isRingingHere(call)) await this.#openIn(call, wanted);
    else this.#openBefore(wanted);
    const isAll = this.devices.every((device) => this.#allowed.has(device));
    if (isAll && this.error === error) this.#calls.problems.dismiss();
  }

  async #openIn(call: PeerCall, devices: readonly InputDevice[]): Promise<void> {
    for (const device of devices) {
      await this.#calls.request(() =>
        device === 'camera' ? call.setCameraEnabled(true) : call.setMicrophoneEnabled(true),
      );
    }
  }

  #openBefore(devices: readonly InputDevice[]): void {
    const session = this.#session();
    const [hasMicrophone, hasCamera] = [devices.includes('microphone'), devices.includes('camera')];
    if (session?.plan) {
      const { microphone, camera } = session.devices;
      session.devices.restore({
        microphone: microphone || hasMicrophone,
        camera: camera || hasCamera,
      });
    }
    if (hasCamera) this.#preview.wanted = true;
  }
}
