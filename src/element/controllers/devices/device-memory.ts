/** A device that the user has chosen. Its id may be another one at the next visit; then its name tells it. */
export interface ChosenDevice {
  readonly id: string;
  readonly label: string;
}

/** What the user has chosen before a call and in it. What is left out is as page and system have it. */
export interface DeviceMemory {
  readonly devices: { readonly [Kind in MediaDeviceKind]?: ChosenDevice };
  /** Whether the self-view is a mirror image. */
  readonly mirror?: boolean;
}

const KEY = 'p2p-video-call:devices';
const KINDS = ['audioinput', 'videoinput', 'audiooutput'] as const;
/** Longer texts are none of ours. */
const MAX_LENGTH = 1_000;

/** What was remembered on request; `null`: nothing, or it can't be read. */
export function recall(): DeviceMemory | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : parseMemory(JSON.parse(text));
  } catch {
    return null;
  }
}

/** @returns whether the browser lets the page remember anything */
export function remember(memory: DeviceMemory): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was remembered, either.
  }
}

/** Other scripts of the page may have written there. */
function parseMemory(value: unknown): DeviceMemory | null {
  if (!isObject(value)) return null;
  const { devices, mirror } = value;
  const given = isObject(devices) ? devices : {};
  const chosen: Partial<Record<MediaDeviceKind, ChosenDevice>> = {};
  for (const kind of KINDS) {
    const device = given[kind];
    if (!isObject(device)) continue;
    const { id, label } = device;
    if (isText(id) && isText(label)) chosen[kind] = { id, label };
  }
  return { devices: chosen, ...(typeof mirror === 'boolean' && { mirror }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH;
}
