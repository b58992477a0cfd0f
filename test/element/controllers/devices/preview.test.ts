import { aTimeout, expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { MediaOptions } from '../../../../src/call/terms/call-options.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import {
  canvasStream,
  idleElement,
  part,
  reaches,
  visibleText,
  type FakedElement,
} from '../../fixtures.js';
import { tellable } from '../../../support/track-events.js';
import { until } from '../../../support/until.js';

type GetUserMedia = typeof navigator.mediaDevices.getUserMedia;

function previewButton(element: FakedElement): HTMLButtonElement {
  const button = element.renderRoot.querySelector<HTMLButtonElement>('.preview');
  if (!button) throw new Error('There is no preview button.');
  return button;
}

function requestsOf(element: FakedElement): FakePeerCall['requests'] {
  return (element.call as unknown as FakePeerCall).requests;
}

describe('P2pVideoCallElement: camera before a call', () => {
  let getUserMedia: sinon.SinonStub<Parameters<GetUserMedia>, ReturnType<GetUserMedia>>;
  let streams: MediaStream[];

  beforeEach(() => {
    streams = [];
    getUserMedia = sinon.stub(navigator.mediaDevices, 'getUserMedia').callsFake(async () => {
      const stream = canvasStream();
      streams.push(stream);
      return stream;
    });
  });

  afterEach(() => getUserMedia.restore());

  const liveTracks = () =>
    streams
      .flatMap((stream) => stream.getTracks())
      .filter(({ readyState }) => readyState === 'live');
  const shownStream = (element: FakedElement) =>
    part<HTMLVideoElement>(element, 'local-video').srcObject;

  it('is not touched: neither idle nor when it rings', async () => {
    const element = await idleElement();
    element.ring();
    await element.updateComplete;
    expect(getUserMedia.callCount).to.equal(0);
  });

  it('opens on request, and closes on request', async () => {
    const element = await idleElement();
    previewButton(element).click();
    await until(() => shownStream(element) !== null);
    expect(getUserMedia.firstCall.args[0]).to.not.have.property('audio');
    await expect(element).to.be.accessible();
    previewButton(element).click();
    await element.updateComplete;
    expect(shownStream(element)).to.equal(null);
    expect(liveTracks()).to.deep.equal([]);
  });

  it('opens for `preview`, and closes with what has been a call', async () => {
    const element = await idleElement();
    element.setAttribute('preview', '');
    await until(() => shownStream(element) !== null);
    element.ring().end('cancelled');
    await element.updateComplete;
    expect(liveTracks()).to.deep.equal([]);
    expect(getUserMedia.callCount).to.equal(1);
  });

  async function previewing(): Promise<{ element: FakedElement; stream: MediaStream }> {
    const element = await idleElement();
    previewButton(element).click();
    await until(() => shownStream(element) !== null);
    return { element, stream: streams[0]! };
  }

  it('is taken over by a call that is placed, and not opened again after it', async () => {
    const { element, stream } = await previewing();
    element.startCall('peer-1');
    const call = element.lastPlaced;
    expect(call.options.previewStream === stream, 'is in the options').to.equal(true);
    call.setLocalMedia({ camera: true });
    call.setQuality('good');
    await element.updateComplete;
    expect(liveTracks().length).to.equal(1);
    expect(shownStream(element) === stream, 'before the call has a stream of its own').to.equal(
      true,
    );
    call.setLocalStream(canvasStream());
    await element.updateComplete;
    expect(shownStream(element) === call.localStream, 'is shown').to.equal(true);

    call.end('hangup');
    await element.updateComplete;
    expect(liveTracks().length, 'even if a subclass has made its call without it').to.equal(0);
    element.renderRoot.querySelector('button')?.click();
    await reaches(element, 'idle');
    expect(getUserMedia.callCount).to.equal(1);
  });

  for (const how of ['answer()', 'startCall() of who calls', 'a click']) {
    it(`is shown while it rings, and taken over at ${how}`, async () => {
      const { element, stream } = await previewing();
      const call = element.ring({ peerId: 'peer-1' });
      await element.updateComplete;
      expect(shownStream(element) === stream, 'is shown').to.equal(true);
      if (how === 'answer()') void element.answer();
      else if (how === 'a click') part(element, 'answer-button').click();
      else element.startCall('peer-1');
      await element.updateComplete;
      const options = call.requests[0]?.[1] as MediaOptions;
      expect(options.previewStream === stream, 'is in the options').to.equal(true);
      call.setLocalMedia({ camera: true });
      call.moveTo('connecting');
      await element.updateComplete;
      expect(liveTracks().length).to.equal(1);
    });
  }

  const WITHOUT_CAMERA: Record<string, (element: FakedElement) => void> = {
    'attribute `video="off"`': (element) => {
      element.video = false;
      element.startCall('peer-1');
    },
    'an answer without the camera': (element) => {
      const call = element.ring();
      void element.answer({ video: false });
      call.moveTo('connecting');
    },
    '`auto-answer`': (element) => {
      element.autoAnswer = true;
      element.ring().moveTo('connecting');
    },
  };

  for (const [how, begin] of Object.entries(WITHOUT_CAMERA)) {
    it(`is closed by a call that starts without it: ${how}`, async () => {
      const { element } = await previewing();
      begin(element);
      await element.updateComplete;
      expect(liveTracks()).to.deep.equal([]);
      const options = [element.placed[0]?.options, element.call && requestsOf(element)[0]?.[1]];
      for (const given of options) expect(given ?? {}).to.not.have.property('previewStream');
    });
  }

  it('goes on where no call could be placed', async () => {
    const { element, stream } = await previewing();
    expect(element.startCall('')).to.equal(null);
    await element.updateComplete;
    expect(shownStream(element) === stream, 'is shown').to.equal(true);
    expect(liveTracks().length).to.equal(1);
  });

  it('is the camera that calls start with', async () => {
    const element = await idleElement();
    const video = { deviceId: { exact: 'camera-2' } };
    element.video = video;
    previewButton(element).click();
    await until(() => shownStream(element) !== null);
    expect(getUserMedia.args).to.deep.equal([[{ video }]]);
  });

  it('a camera that goes away is put in words, and the preview is off', async () => {
    const stream = canvasStream();
    const tell = tellable(stream.getVideoTracks()[0]!);
    streams.push(stream);
    getUserMedia.onFirstCall().resolves(stream);
    const { element } = await previewing();
    const errors: unknown[] = [];
    element.addEventListener('call-error', ({ error }) => errors.push(error));
    tell('ended');
    await until(() => element.renderRoot.querySelector('.notice'));
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include({ code: 'device-not-found', device: 'camera' });
    expect(shownStream(element)).to.equal(null);
    expect(previewButton(element).innerText.trim()).to.equal('Check my camera');
    expect(liveTracks()).to.deep.equal([]);

    previewButton(element).click();
    await until(() => shownStream(element) === streams[1]);
  });

  it('a camera that opens too late is closed at once', async () => {
    const element = await idleElement();
    let open: (stream: MediaStream) => void = () => {};
    getUserMedia.callsFake(() => new Promise((resolve) => (open = resolve)));
    previewButton(element).click();
    await until(() => getUserMedia.callCount === 1);
    element.startCall('peer-1');
    const late = canvasStream();
    open(late);
    await until(() => late.getTracks().every(({ readyState }) => readyState === 'ended'));
    await element.updateComplete;
    expect(shownStream(element)).to.equal(null);
  });

  it('a refusal is put in words', async () => {
    const element = await idleElement();
    getUserMedia.rejects(new DOMException('no', 'NotAllowedError'));
    previewButton(element).click();
    await until(() => visibleText(element).includes('is blocked'));
    expect(previewButton(element).innerText.trim()).to.equal('Check my camera');
  });

  it('closes when the element goes', async () => {
    const element = await idleElement();
    element.preview = true;
    await until(() => liveTracks().length === 1);
    element.remove();
    await until(() => liveTracks().length === 0);
  });

  it('stays open when the element is moved', async () => {
    const { element, stream } = await previewing();
    const place = document.createElement('div');
    element.after(place);
    place.append(element);
    await aTimeout(0);
    await element.updateComplete;
    expect(shownStream(element) === stream, 'is shown').to.equal(true);
    expect(liveTracks().length).to.equal(1);
    expect(getUserMedia.callCount).to.equal(1);
  });
});
