/** Chromium adds the numbers of maker and product, which mean nothing to people. */
const USB_NUMBERS = / \([\da-f]{4}:[\da-f]{4}\)$/i;

/** What people call a device by. */
export function deviceName(label: string): string {
  return label.replace(USB_NUMBERS, '');
}

/** Firefox on Linux lists what a loudspeaker plays as a microphone, "Monitor of" it: the peer would hear itself. */
export function isMonitor(
  { kind, label }: MediaDeviceInfo,
  devices: readonly MediaDeviceInfo[],
): boolean {
  const isOf = (other: MediaDeviceInfo) =>
    other.kind === 'audiooutput' &&
    other.label !== '' &&
    other.label !== label &&
    label.endsWith(other.label);
  return kind === 'audioinput' && devices.some(isOf);
}
