import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { restoreVisibility, setVisibility } from '../../../support/page-visibility.js';
import { until } from '../../../support/until.js';
import { elementInCall, visibleText, type FakedElement } from '../../fixtures.js';

const HINT = 'they can’t hear you';

/** Who is marked as speaking. */
const speaking = (element: FakedElement) =>
  element.renderRoot.querySelector('.root')?.getAttribute('data-speaking') ?? '';

describe('P2pVideoCallElement: who speaks', () => {
  let context: AudioContext;

  /** A voice that can be turned up and down. */
  function voice() {
    const tone = new OscillatorNode(context);
    const volume = new GainNode(context, { gain: 0 });
    const output = new MediaStreamAudioDestinationNode(context);
    tone.connect(volume).connect(output);
    tone.start();
    return {
      stream: output.stream,
      track: output.stream.getAudioTracks()[0] as MediaStreamTrack,
      speak: () => (volume.gain.value = 0.2),
      hush: () => (volume.gain.value = 0.001),
    };
  }

  beforeEach(() => {
    setVisibility('visible');
    context = new AudioContext();
  });
  afterEach(async () => {
    sinon.restore();
    restoreVisibility();
    await context.close();
  });

  it('is shown for each side while it does', async () => {
    const { element, call } = await elementInCall('connected');
    const [own, other] = [voice(), voice()];
    call.setLocalStream(own.stream);
    call.setRemoteStream(other.stream);
    call.setLocalMedia({ microphone: true });
    call.setRemoteMedia({ microphone: true });
    await element.updateComplete;
    expect(speaking(element)).to.equal('');
    other.speak();
    await until(() => speaking(element) === 'remote');
    own.speak();
    await until(() => speaking(element) === 'local remote');
    other.hush();
    await until(() => speaking(element) === 'local');
    call.end('hangup');
    await element.updateComplete;
    expect(speaking(element)).to.equal('');
  });

  it('a side with the microphone off is not marked, whatever comes', async () => {
    const { element, call } = await elementInCall('connected');
    const [own, other] = [voice(), voice()];
    call.setRemoteStream(other.stream);
    call.setRemoteMedia({ microphone: false });
    call.setLocalStream(own.stream);
    call.setLocalMedia({ microphone: true });
    other.speak();
    own.speak();
    await until(() => speaking(element) === 'local');
  });

  it('nobody looks while nobody sees the page', async () => {
    const { element, call } = await elementInCall('connected');
    const other = voice();
    call.setRemoteStream(other.stream);
    call.setRemoteMedia({ microphone: true });
    other.speak();
    await until(() => speaking(element) === 'remote');
    const suspended = sinon.spy(AudioContext.prototype, 'suspend');
    setVisibility('hidden');
    await until(() => suspended.callCount === 1);
    other.hush();
    setVisibility('visible');
    await until(() => speaking(element) === '');
  });

  it('who speaks with the microphone off is told so, until it is on', async () => {
    const { element, call } = await elementInCall('connected');
    const own = voice();
    own.track.enabled = false;
    call.setLocalStream(own.stream);
    await element.updateComplete;
    expect(visibleText(element)).to.not.include(HINT);
    own.speak();
    await until(() => visibleText(element).includes(HINT));
    expect(speaking(element), 'nothing is sent').to.equal('');
    expect(own.track.enabled).to.equal(false);
    own.track.enabled = true;
    call.setLocalMedia({ microphone: true });
    await until(() => !visibleText(element).includes(HINT));
  });

  it('the copy that is listened to is let go of with the microphone, and with the call', async () => {
    const copies: MediaStreamTrack[] = [];
    const watched = () => {
      const own = voice();
      const clone = own.track.clone.bind(own.track);
      own.track.clone = () => {
        const copy = clone();
        copies.push(copy);
        return copy;
      };
      return own;
    };
    const { element, call } = await elementInCall('connected');
    const first = watched();
    first.track.enabled = false;
    call.setLocalStream(first.stream);
    await until(() => copies.length === 1);
    call.setLocalStream(watched().stream);
    await until(() => copies.length === 2);
    expect(copies.map(({ readyState }) => readyState)).to.deep.equal(['ended', 'live']);
    const third = watched();
    call.setLocalStream(third.stream);
    await until(() => copies.length === 3);
    third.track.stop();
    await until(() => copies[2]?.readyState === 'ended');
    call.setLocalStream(watched().stream);
    await until(() => copies.length === 4);
    call.end('hangup');
    await element.updateComplete;
    expect(copies[3]?.readyState).to.equal('ended');
  });

  it('a microphone that is on is not copied', async () => {
    const { element, call } = await elementInCall('connected');
    const own = voice();
    let copies = 0;
    own.track.clone = () => {
      copies += 1;
      return own.track;
    };
    call.setLocalMedia({ microphone: true });
    call.setLocalStream(own.stream);
    own.speak();
    await until(() => speaking(element) === 'local');
    expect(copies).to.equal(0);
  });
});
