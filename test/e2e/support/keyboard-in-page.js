// Runs in the page, before anything else of it: what a call by keyboard needs around it.

/** What is sent by keys alone: nothing of the mouse may have a part in it. */
globalThis.mouseEvents = 0;
for (const type of ['mousedown', 'pointerdown', 'touchstart']) {
  addEventListener(type, () => (globalThis.mouseEvents += 1), { capture: true });
}

/** There is no screen to share here. Browsers ask for a press before they share one. */
navigator.mediaDevices.getDisplayMedia = async () => {
  if (!navigator.userActivation.isActive) throw new DOMException('', 'InvalidStateError');
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, canvas.width, canvas.height);
  return canvas.captureStream(5);
};

/** A second microphone, where the browser has but one to choose from. */
const enumerate = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
const SECOND = { kind: 'audioinput', deviceId: 'second', label: 'Second microphone', groupId: '' };
globalThis.openedMicrophones = [];
navigator.mediaDevices.enumerateDevices = async () => [...(await enumerate()), SECOND];
navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
  const { audio } = constraints;
  const id = audio?.deviceId?.exact ?? audio?.deviceId?.ideal;
  if (audio) globalThis.openedMicrophones.push(id);
  if (id !== SECOND.deviceId) return open(constraints);
  const stream = await open({ ...constraints, audio: true });
  for (const track of stream.getAudioTracks()) {
    track.getSettings = () => ({ deviceId: SECOND.deviceId });
  }
  return stream;
};
