import { aTimeout, expect } from '@open-wc/testing';
import sinon from 'sinon';
import { elementInCall, part, visibleText, type FakedElement } from '../../fixtures.js';
import { until } from '../../../support/until.js';

function voice(element: FakedElement): HTMLAudioElement {
  const audio = element.renderRoot.querySelector('audio');
  if (!audio) throw new Error('Nothing plays the voice.');
  return audio;
}

describe('P2pVideoCallElement: playback', () => {
  let context: AudioContext;
  let connections: RTCPeerConnection[];
  /** Of the fake camera: a canvas gives no pictures while its page is in the background. */
  let pictures: MediaStream;
  /** The page may be in the background while others are tested. */
  let visibility: sinon.SinonStub;

  beforeEach(async () => {
    context = new AudioContext();
    connections = [];
    visibility = sinon.stub(document, 'visibilityState').value('visible');
    pictures = await navigator.mediaDevices.getUserMedia({ video: true });
  });

  afterEach(async () => {
    sinon.restore();
    for (const connection of connections) connection.close();
    for (const track of pictures.getTracks()) track.stop();
    await context.close();
  });

  function voiceTrack(): MediaStreamTrack {
    const tone = context.createOscillator();
    const destination = context.createMediaStreamDestination();
    tone.connect(destination);
    tone.start();
    return destination.stream.getAudioTracks()[0]!;
  }

  /** What a peer's stream is like while no picture was ever sent: it has a place for one. */
  function voiceWithoutPicture(): MediaStream {
    const connection = new RTCPeerConnection();
    connections.push(connection);
    const picture = connection.addTransceiver('video').receiver.track;
    return new MediaStream([voiceTrack(), picture]);
  }

  async function hearing(): Promise<FakedElement> {
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(new MediaStream([voiceTrack(), ...pictures.getTracks()]));
    call.setRemoteMedia({ microphone: true, camera: true });
    await until(() => voice(element).currentTime > 0 && isPlaying(element));
    return element;
  }

  const isPlaying = (element: FakedElement) =>
    !voice(element).paused && !part<HTMLVideoElement>(element, 'remote-video').paused;

  /** Lets the browser refuse all that sounds, until the returned function is called. */
  function blockSound(): () => void {
    let isBlocked = true;
    const stub = sinon.stub(HTMLMediaElement.prototype, 'play');
    stub.callsFake(function (this: HTMLMediaElement) {
      if (!isBlocked || this.muted) return stub.wrappedMethod.call(this);
      return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    });
    return () => (isBlocked = false);
  }

  it('a voice is heard that comes without a picture', async () => {
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(voiceWithoutPicture());
    await until(() => voice(element).currentTime > 0.2);
    expect(voice(element).muted).to.equal(false);
  });

  it('what plays is loaded anew when the sound output has failed', async () => {
    const element = await hearing();
    const audio = voice(element);
    const seen: string[] = [];
    for (const type of ['emptied', 'loadstart']) {
      audio.addEventListener(type, () => seen.push(type));
    }
    Object.defineProperty(audio, 'error', { configurable: true, value: {} });
    audio.dispatchEvent(new Event('error'));
    await until(() => seen.length > 0);
    Reflect.deleteProperty(audio, 'error');
    await until(() => !audio.paused && audio.currentTime > 0.2);
    expect(seen).to.deep.equal(['emptied', 'loadstart']);
  });

  it('voices and pictures have nodes of their own, in every state', async () => {
    const { element, call } = await elementInCall('calling');
    const node = voice(element);
    const stream = voiceWithoutPicture();
    call.setRemoteStream(stream);
    call.moveTo('connected');
    await element.updateComplete;
    expect(node.srcObject).to.equal(stream);
    for (const video of element.renderRoot.querySelectorAll('video')) {
      expect(video.muted, video.className).to.equal(true);
    }
    call.end('hangup');
    await element.updateComplete;
    expect(voice(element)).to.equal(node);
    expect(node.srcObject).to.equal(null);
  });

  it('sound that is blocked is offered, though no picture has come; the pictures play', async () => {
    const allow = blockSound();
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(new MediaStream([voiceTrack(), ...pictures.getTracks()]));
    call.setRemoteMedia({ microphone: true, camera: true });
    await until(() => visibleText(element).includes('Tap to hear'));
    await until(() => !part<HTMLVideoElement>(element, 'remote-video').paused);
    await expect(element).to.be.accessible();

    allow();
    element.renderRoot.querySelector<HTMLElement>('.hear')?.click();
    await until(() => !visibleText(element).includes('Tap to hear'));
    await until(() => isPlaying(element));
  });

  for (const name of ['AbortError', 'NotSupportedError']) {
    it(`no tap is asked for where it would not help: ${name}`, async () => {
      const { element, call } = await elementInCall('connected');
      const tried = sinon
        .stub(HTMLMediaElement.prototype, 'play')
        .callsFake(() => Promise.reject(new DOMException('no', name)));
      call.setRemoteStream(voiceWithoutPicture());
      await until(() => tried.called);
      await element.updateComplete;
      expect(visibleText(element)).to.not.include('Tap to hear');
    });
  }

  for (const type of ['click', 'keydown']) {
    it(`a ${type} anywhere in the page brings the sound, too`, async () => {
      const allow = blockSound();
      const { element, call } = await elementInCall('connected');
      call.setRemoteStream(voiceWithoutPicture());
      await until(() => visibleText(element).includes('Tap to hear'));
      allow();
      document.body.dispatchEvent(new Event(type, { bubbles: true }));
      await until(() => !visibleText(element).includes('Tap to hear'));
      expect(voice(element).paused).to.equal(false);
    });
  }

  it('what was blocked in one call is tried again in the next', async () => {
    const allow = blockSound();
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(voiceWithoutPicture());
    await until(() => visibleText(element).includes('Tap to hear'));
    call.end('hangup');
    await element.updateComplete;

    allow();
    element.startCall('peer-1');
    element.lastPlaced.setRemoteStream(voiceWithoutPicture());
    element.lastPlaced.moveTo('connected');
    await until(() => voice(element).currentTime > 0);
    expect(voice(element).muted).to.equal(false);
    expect(visibleText(element)).to.not.contain('Tap to hear');
  });

  it('sound that has ended meanwhile is not offered', async () => {
    const allow = blockSound();
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(voiceWithoutPicture());
    call.remoteScreenStream = new MediaStream([voiceTrack()]);
    call.setRemoteMedia({ screen: true, screenSound: true });
    const { length } = element.renderRoot.querySelectorAll('audio');
    const { play } = HTMLMediaElement.prototype as unknown as { play: sinon.SinonStub };
    const refused = () => new Set(play.thisValues.filter(({ muted }: HTMLMediaElement) => !muted));
    await until(() => refused().size === length);
    call.remoteScreenStream = null;
    call.setRemoteMedia({ screen: false, screenSound: false });
    await element.updateComplete;
    allow();
    document.body.click();
    await until(() => !visibleText(element).includes('Tap to hear'));
  });

  it('what the browser or the system pauses plays on', async () => {
    const element = await hearing();
    voice(element).pause();
    part<HTMLVideoElement>(element, 'remote-video').pause();
    expect(isPlaying(element)).to.equal(false);
    await until(() => isPlaying(element));
    expect(visibleText(element)).to.not.contain('Tap to hear');
  });

  it('what has ended plays on as soon as there is another picture, and not before', async () => {
    const element = await hearing();
    const video = part<HTMLVideoElement>(element, 'remote-video');
    const stream = video.srcObject as MediaStream;
    const [camera] = stream.getVideoTracks() as [MediaStreamTrack];
    const next = camera.clone();
    pictures.addTrack(next);
    // As Firefox has it. Chromium's `ended` is false by the time that there is another track.
    const ended = sinon.stub(HTMLMediaElement.prototype, 'ended').get(() => true);
    camera.stop();
    video.pause();
    const play = sinon.spy(video, 'play');
    element.requestUpdate();
    await element.updateComplete;
    element.click();
    expect(play.callCount, 'while there is none').to.equal(0);
    stream.removeTrack(camera);
    stream.addTrack(next);
    element.requestUpdate();
    await element.updateComplete;
    expect(play.callCount).to.equal(1);
    ended.restore();
    await until(() => isPlaying(element));
  });

  it('what pauses the media again and again is not raced', async () => {
    const element = await hearing();
    // Their own pauses, which the browser makes in the background, are not to be counted.
    for (const video of element.renderRoot.querySelectorAll('video')) video.remove();
    const play = sinon.spy(voice(element), 'play');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    const paused = () =>
      new Promise((resolve) => voice(element).addEventListener('pause', resolve, { once: true }));
    for (let round = 1; round <= 3; round += 1) {
      const event = paused();
      const before = play.callCount;
      voice(element).pause();
      await event;
      expect(play.callCount, `round ${round}, before a moment has passed`).to.equal(before);
      clock.next();
      expect(play.callCount, `round ${round}`).to.equal(before + 1);
    }
  });

  it('moved in the document, it plays on', async () => {
    const element = await hearing();
    const parent = document.createElement('div');
    element.parentElement!.append(parent);
    parent.append(element);
    await aTimeout(0);
    await until(() => isPlaying(element));
    const { currentTime } = voice(element);
    await until(() => voice(element).currentTime > currentTime);
  });

  it('a page that comes back from the background plays on', async () => {
    const element = await hearing();
    visibility.value('hidden');
    const video = part<HTMLVideoElement>(element, 'remote-video');
    const played: EventTarget[] = [];
    sinon.stub(HTMLMediaElement.prototype, 'play').callsFake(async function (
      this: HTMLMediaElement,
    ) {
      played.push(this);
    });
    voice(element).pause();
    video.pause();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(played, 'a voice is heard in the background, too').to.deep.equal([voice(element)]);
    visibility.value('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(played).to.include(video);
  });
});
