import { ownPicture } from './pictures.js';

const NAMES: readonly (readonly [MediaDeviceKind, string])[] = [
  ['audioinput', 'Built-in microphone'],
  ['audioinput', 'Jabra Evolve2 65 (Bluetooth)'],
  ['videoinput', 'FaceTime HD Camera'],
  ['videoinput', 'Logitech BRIO 4K Ultra HD Webcam (046d:085e)'],
  ['audiooutput', 'Built-in speakers'],
  ['audiooutput', 'Jabra Evolve2 65 (Bluetooth)'],
];

/** What the page's next requests for a device are refused with. */
let refusal: DOMException | null = null;

export function refuseDevices(): void {
  refusal = new DOMException('', 'NotAllowedError');
}

/** Devices with names that real ones have, with a picture that stands still. */
export function installDevices(): void {
  const devices = NAMES.map(([kind, label], index) => {
    const device = { kind, label, deviceId: `device-${index}`, groupId: '' };
    return { ...device, toJSON: () => device };
  });
  const { mediaDevices, permissions } = navigator;
  mediaDevices.enumerateDevices = async () => devices;
  mediaDevices.getUserMedia = async ({ audio, video } = {}) => {
    if (refusal) throw refusal;
    const tracks = [
      ...(audio ? tone().getTracks() : []),
      ...(video ? ownPicture().getTracks() : []),
    ];
    for (const track of tracks) {
      const deviceId = track.kind === 'audio' ? 'device-0' : 'device-2';
      track.getSettings = () => ({ deviceId });
    }
    return new MediaStream(tracks);
  };
  permissions.query = async () =>
    Object.assign(new EventTarget(), {
      state: refusal ? 'denied' : 'granted',
    }) as PermissionStatus;
}

/** As loud as somebody speaks. */
export function tone(): MediaStream {
  const context = new AudioContext();
  const source = context.createOscillator();
  const volume = new GainNode(context, { gain: 0.3 });
  const output = context.createMediaStreamDestination();
  source.connect(volume).connect(output);
  source.start();
  return output.stream;
}
