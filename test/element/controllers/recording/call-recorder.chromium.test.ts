import { expect } from '@open-wc/testing';
import { CallRecorder } from '../../../../src/element/controllers/recording/call-recorder.js';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import { LocalStreamEvent } from '../../../../src/call/terms/call-events.js';
import { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';

const closers: (() => void)[] = [];

/** A camera that sees one colour. */
function colouredVideo(colour: string): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d')!;
  const draw = () => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 320, 180);
  };
  draw();
  const timer = setInterval(draw, 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  closers.push(() => {
    clearInterval(timer);
    track!.stop();
  });
  return track!;
}

/** A voice of one pitch, in Hz. */
function tone(frequency: number): MediaStreamTrack {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(destination);
  oscillator.start();
  closers.push(() => void context.close());
  return destination.stream.getAudioTracks()[0]!;
}

function callWith(own: MediaStream, remote: MediaStream): FakePeerCall {
  const call = new FakePeerCall({ state: 'connected' });
  call.localStream = own;
  call.remoteStream = remote;
  call.localMedia = call.remoteMedia = { ...NO_MEDIA, microphone: true, camera: true };
  return call;
}

/** The colour of a point of the picture, in parts of its width and height. */
function colourAt(video: HTMLVideoElement, x: number, y: number): number[] {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d')!;
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(x * canvas.width, y * canvas.height, 1, 1);
  return [...data.slice(0, 3)];
}

async function recordUntil(call: FakePeerCall, size: number): Promise<Blob> {
  const recorder = new CallRecorder(call.asPeerCall, document, () => {});
  await until(() => recorder.size > size, 'something recorded');
  return recorder.stop();
}

/** How loud a frequency is in the file, in decibels. */
async function loudnessOf(file: Blob, frequencies: number[]): Promise<number[]> {
  const context = new OfflineAudioContext(1, 48_000, 48_000);
  const buffer = await context.decodeAudioData(await file.arrayBuffer());
  // Its middle: both voices are there by then.
  const samples = buffer.getChannelData(0);
  const start = Math.floor(samples.length / 2);
  const count = Math.min(8_192, samples.length - start);
  return frequencies.map((frequency) => {
    let re = 0;
    let im = 0;
    for (let index = 0; index < count; index++) {
      const angle = (2 * Math.PI * frequency * index) / buffer.sampleRate;
      re += samples[start + index]! * Math.cos(angle);
      im += samples[start + index]! * Math.sin(angle);
    }
    return 20 * Math.log10((2 * Math.hypot(re, im)) / count);
  });
}

describe('CallRecorder', () => {
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  it('writes both pictures and both voices into one file', async () => {
    const own = new MediaStream([tone(440), colouredVideo('#00f')]);
    const remote = new MediaStream([tone(1_000), colouredVideo('#f00')]);
    const file = await recordUntil(callWith(own, remote), 100_000);
    expect(file.type).to.match(/^video\/(mp4|webm)/);

    const video = document.createElement('video');
    video.src = URL.createObjectURL(file);
    await until(() => video.readyState >= video.HAVE_CURRENT_DATA, 'a picture');
    // Not played: a browser stops pictures without sound in a page that nobody looks at.
    video.currentTime = video.duration / 2;
    await until(() => !video.seeking, 'its middle');
    const isRed = ([r = 0, , b = 0]: number[]) => r > 180 && b < 80;
    const isBlue = ([r = 0, , b = 0]: number[]) => b > 180 && r < 80;
    await until(() => isRed(colourAt(video, 0.3, 0.4)), 'the peer, large');
    await until(() => isBlue(colourAt(video, 0.87, 0.85)), 'oneself, small');
    expect([video.videoWidth, video.videoHeight]).to.deep.equal([1_280, 720]);
    URL.revokeObjectURL(video.src);

    const [a, b, neither] = await loudnessOf(file, [440, 1_000, 2_500]);
    expect(a, 'own voice').to.be.greaterThan(-30);
    expect(b, 'the peer’s voice').to.be.greaterThan(-30);
    expect(neither, 'nothing else').to.be.lessThan(-40);
  });

  it('asks for a key picture every two seconds, so that its size grows as it goes on', async () => {
    const Original = MediaRecorder;
    const asked: unknown[] = [];
    class Recorder extends Original {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        asked.push((options as Record<string, unknown>)['videoKeyFrameIntervalDuration']);
      }
    }
    globalThis.MediaRecorder = Recorder;
    closers.push(() => {
      globalThis.MediaRecorder = Original;
    });
    const call = callWith(new MediaStream([colouredVideo('#00f')]), new MediaStream());
    await recordUntil(call, 0);
    expect(asked).to.deep.equal([2_000]);
  });

  it('goes on with the microphone that takes the place of another', async () => {
    const call = callWith(new MediaStream([tone(440)]), new MediaStream());
    const recorder = new CallRecorder(call.asPeerCall, document, () => {});
    await until(() => recorder.size > 0, 'the first');
    call.localStream = new MediaStream([tone(1_500)]);
    call.dispatchEvent(new LocalStreamEvent(call.localStream));
    const { size } = recorder;
    await until(() => recorder.size > size + 20_000, 'the second');
    const file = await recorder.stop();
    const buffer = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(
      await file.arrayBuffer(),
    );
    expect(buffer.duration).to.be.greaterThan(1);
    const [, second] = await loudnessOf(file, [440, 1_500]);
    expect(second).to.be.greaterThan(-30);
  });

  it('a call without any picture is recorded all the same', async () => {
    const call = callWith(new MediaStream([tone(440)]), new MediaStream([tone(1_000)]));
    call.localMedia = call.remoteMedia = { ...NO_MEDIA, microphone: true };
    const file = await recordUntil(call, 10_000);
    const [a, b] = await loudnessOf(file, [440, 1_000]);
    expect(Math.min(a!, b!)).to.be.greaterThan(-30);
  });
});
