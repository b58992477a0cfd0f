/** The same for everything that is measured. */
const CONSTRAINTS = { audio: true, video: { width: 640, height: 480 } };

/** Milliseconds on a clock that all pages of one browser share. */
export const now = () => performance.timeOrigin + performance.now();

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const openStream = () => navigator.mediaDevices.getUserMedia(CONSTRAINTS);

/** A camera that takes a while to open, as those of laptops and phones do. */
export async function openStreamLate(delayMs) {
  await wait(delayMs);
  return openStream();
}

export const videoConstraints = CONSTRAINTS.video;

export function stopStream(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Shows `stream`, and resolves with the time of its first picture. */
export function firstPicture(stream) {
  const video = document.createElement('video');
  video.autoplay = true;
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => {
      resolve(now());
      video.remove();
    });
  });
}
