import { expect } from '@open-wc/testing';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { expectAlive, LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { showRemote } from '../../support/playback.js';

/** A camera of any size and speed, whose picture changes all the time. */
class OddCamera {
  readonly stream: MediaStream;
  readonly #canvas = document.createElement('canvas');
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(width: number, height: number, framesPerSecond: number) {
    this.resize(width, height);
    this.stream = this.#canvas.captureStream();
    let frame = 0;
    this.#timer = setInterval(() => this.#draw((frame += 1)), 1_000 / framesPerSecond);
  }

  resize(width: number, height: number): void {
    Object.assign(this.#canvas, { width, height });
    this.#draw(0);
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const track of this.stream.getTracks()) track.stop();
  }

  #draw(frame: number): void {
    const context = this.#canvas.getContext('2d')!;
    context.fillStyle = `hsl(${(frame * 20) % 360} 80% 50%)`;
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }
}

describe('PeerCall: cameras that are not as others', () => {
  const calls = useCalls();

  async function show(camera: OddCamera, options: CallOptions = {}) {
    calls.cleanUpLast(() => camera.stop());
    const pair = await calls.pair();
    const both = await calls.ring(pair, { ...LOCAL, localStream: camera.stream, ...options });
    const seen = showRemote(both.incoming);
    await both.incoming.answer();
    await until(() => seen.length > 0 && seen[0]!.videoWidth > 2, 'a picture');
    return { ...both, video: seen[0]! };
  }

  const isPortrait = ({ videoWidth, videoHeight }: HTMLVideoElement) => videoHeight > videoWidth;

  it('gives a portrait', async () => {
    const { video } = await show(new OddCamera(180, 320, 15));
    await until(() => isPortrait(video) && video.videoWidth / video.videoHeight < 0.6);
  });

  it('is turned in the call', async () => {
    const camera = new OddCamera(320, 180, 15);
    const both = await show(camera);
    expect(isPortrait(both.video)).to.equal(false);
    camera.resize(180, 320);
    await until(() => isPortrait(both.video), 'the portrait');
    camera.resize(320, 180);
    await until(() => !isPortrait(both.video), 'the landscape');
    expect(both.outgoing.localMedia.camera).to.equal(true);
    expect(both.outgoing.error).to.equal(null);
    await expectAlive(both);
  });

  it('has four times the lines that are sent at most', async () => {
    const { video, outgoing } = await show(new OddCamera(3840, 2160, 10), {
      maxBitrate: 5_000_000,
    });
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    await until(() => video.getVideoPlaybackQuality().totalVideoFrames > totalVideoFrames + 10);
    expect(video.videoHeight).to.be.at.most(1080);
    expect(outgoing.error).to.equal(null);
  });

  it('gives five pictures a second', async () => {
    const { video } = await show(new OddCamera(320, 180, 5));
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    await until(() => video.getVideoPlaybackQuality().totalVideoFrames > totalVideoFrames + 5);
  });

  it('can’t do what the app insists on: the call goes on without it, and says so', async () => {
    const pair = await calls.pair();
    const video = { width: { exact: 99_999 } };
    const both = await calls.ring(pair, { ...LOCAL, audio: false, video });
    await both.incoming.answer();
    await until(() => both.outgoing.error !== null, 'an error');
    expect(both.outgoing.error).to.include({ code: 'constraints-not-met', device: 'camera' });
    await until(() => both.outgoing.state === 'connected' && both.incoming.state === 'connected');
    await expectAlive(both);
    expect(both.outgoing.localMedia.camera).to.equal(false);
  });
});
