import type { PeerCall } from '../../src/call/peer-call.js';
import { until } from './until.js';

/** Enough to tell playing from having got stuck in the first moment. */
const PLAYED_SECONDS = 0.25;

/** An element as a page has it that does no more than the one line: `video.srcObject = stream`. */
export function attach(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { autoplay: true, playsInline: true, srcObject: stream });
  document.body.append(video);
  return video;
}

/** The elements that show what the peer of `call` sends, made at each `remotestream` event. */
export function showRemote(call: PeerCall): HTMLVideoElement[] {
  const videos: HTMLVideoElement[] = [];
  call.addEventListener('remotestream', ({ stream }) => videos.push(attach(stream)));
  return videos;
}

/** Resolves when the element has played for a while, from now on. */
export async function plays(video: HTMLVideoElement, when: string): Promise<void> {
  const from = video.currentTime;
  await until(
    () => !video.paused && video.currentTime > from + PLAYED_SECONDS,
    `the element to play ${when}`,
  );
}

/** Resolves when the element has shown new pictures, from now on. */
export async function showsPictures(video: HTMLVideoElement, when: string): Promise<void> {
  const { totalVideoFrames } = video.getVideoPlaybackQuality();
  await until(
    () => video.getVideoPlaybackQuality().totalVideoFrames > totalVideoFrames + 1,
    `pictures ${when}`,
  );
}
