import type { PeerCall } from '../../../call/peer-call.js';

/** Of the recorded picture, in pixels. */
const WIDTH = 1_280;
const HEIGHT = 720;
const FRAME_RATE = 30;
const MARGIN = 24;
/** Of the small pictures, in parts of the whole width. */
const SMALL = 0.22;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Both sides of a call in one picture: the peer large and oneself small, or a shared screen large and both small. Draws as
 * long as the call's page lives; in a hidden tab as often as the browser lets it.
 */
export class CallPicture {
  readonly #call: PeerCall;
  readonly #canvas: HTMLCanvasElement;
  readonly #videos: {
    readonly [Name in 'remote' | 'remoteScreen' | 'own' | 'ownScreen']: HTMLVideoElement;
  };
  readonly #stream: MediaStream;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: PeerCall, document: Document) {
    this.#call = call;
    this.#canvas = document.createElement('canvas');
    this.#canvas.width = WIDTH;
    this.#canvas.height = HEIGHT;
    const video = () =>
      Object.assign(document.createElement('video'), { muted: true, playsInline: true });
    this.#videos = { remote: video(), remoteScreen: video(), own: video(), ownScreen: video() };
    this.#draw();
    this.#stream = this.#canvas.captureStream(FRAME_RATE);
  }

  get track(): MediaStreamTrack | undefined {
    return this.#stream.getVideoTracks()[0];
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.track?.stop();
    for (const video of Object.values(this.#videos)) video.srcObject = null;
  }

  readonly #draw = (): void => {
    this.#timer = setTimeout(this.#draw, 1_000 / FRAME_RATE);
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    context.fillStyle = '#14161b';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    const { large, small } = this.#layout();
    if (large) drawWithin(context, large, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
    for (const [index, video] of small.entries()) drawWithin(context, video, smallBox(index));
  };

  /** What is to be seen, as far as it has a picture by now. */
  #layout(): { readonly large: HTMLVideoElement | undefined; readonly small: HTMLVideoElement[] } {
    const { localMedia, remoteMedia, remoteStream, remoteScreenStream } = this.#call;
    const { localStream, localScreenStream } = this.#call;
    const shown = (video: HTMLVideoElement, stream: MediaStream | null, isOn: boolean) => {
      play(video, isOn ? stream : null);
      return isOn && video.videoWidth > 0 ? video : undefined;
    };
    const { remote, remoteScreen, own, ownScreen } = this.#videos;
    const screen =
      shown(remoteScreen, remoteScreenStream, remoteMedia.screen) ??
      shown(ownScreen, localScreenStream, localMedia.screen);
    const them = shown(remote, remoteStream, remoteMedia.camera);
    const me = shown(own, localStream, localMedia.camera);
    const [large, ...small] = screen ? [screen, me, them] : [them, me];
    return { large, small: small.filter((video) => video !== undefined) };
  }
}

function play(video: HTMLVideoElement, stream: MediaStream | null): void {
  if (video.srcObject === stream) return;
  video.srcObject = stream;
  // It is muted, which no browser forbids. Where it fails, its place stays empty.
  if (stream) video.play().catch(() => undefined);
}

/** From the right, at the bottom. */
function smallBox(index: number): Box {
  const width = WIDTH * SMALL;
  const height = (width * HEIGHT) / WIDTH;
  const x = WIDTH - (index + 1) * (width + MARGIN);
  return { x, y: HEIGHT - height - MARGIN, width, height };
}

/** The whole picture, as large as the box allows. */
function drawWithin(context: CanvasRenderingContext2D, video: HTMLVideoElement, box: Box): void {
  const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
  const width = video.videoWidth * scale;
  const height = video.videoHeight * scale;
  const x = box.x + (box.width - width) / 2;
  const y = box.y + (box.height - height) / 2;
  context.drawImage(video, x, y, width, height);
}
