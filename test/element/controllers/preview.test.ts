import { expect, waitUntil } from '@open-wc/testing';
import sinon from 'sinon';
import {
  canvasStream,
  idleElement,
  part,
  reaches,
  visibleText,
  type FakedElement,
} from '../fixtures.js';

type GetUserMedia = typeof navigator.mediaDevices.getUserMedia;

function previewButton(element: FakedElement): HTMLButtonElement {
  const button = element.renderRoot.querySelector<HTMLButtonElement>('.preview');
  if (!button) throw new Error('There is no preview button.');
  return button;
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
    await waitUntil(() => shownStream(element) !== null);
    expect(getUserMedia.firstCall.args[0]).to.not.have.property('audio');
    await expect(element).to.be.accessible();
    previewButton(element).click();
    await element.updateComplete;
    expect(shownStream(element)).to.equal(null);
    expect(liveTracks()).to.deep.equal([]);
  });

  it('opens for `preview`, in idle only', async () => {
    const element = await idleElement();
    element.setAttribute('preview', '');
    await waitUntil(() => shownStream(element) !== null);
    element.ring().end('cancelled');
    await element.updateComplete;
    expect(liveTracks()).to.deep.equal([]);
    expect(getUserMedia.callCount).to.equal(1);
  });

  it('is given back before a call is placed, and not opened again after it', async () => {
    const element = await idleElement();
    previewButton(element).click();
    await waitUntil(() => shownStream(element) !== null);
    let liveAtCall = -1;
    element.addEventListener('call-statechange', () => (liveAtCall = liveTracks().length), {
      once: true,
    });
    element.startCall('peer-1');
    expect(liveAtCall).to.equal(0);
    element.lastPlaced.end('hangup');
    await element.updateComplete;
    element.renderRoot.querySelector('button')?.click();
    await reaches(element, 'idle');
    expect(getUserMedia.callCount).to.equal(1);
  });

  it('a camera that opens too late is closed at once', async () => {
    const element = await idleElement();
    let open: (stream: MediaStream) => void = () => {};
    getUserMedia.callsFake(() => new Promise((resolve) => (open = resolve)));
    previewButton(element).click();
    await waitUntil(() => getUserMedia.callCount === 1);
    element.startCall('peer-1');
    const late = canvasStream();
    open(late);
    await waitUntil(() => late.getTracks().every(({ readyState }) => readyState === 'ended'));
    await element.updateComplete;
    expect(shownStream(element)).to.equal(null);
  });

  it('a refusal is put in words', async () => {
    const element = await idleElement();
    getUserMedia.rejects(new DOMException('no', 'NotAllowedError'));
    previewButton(element).click();
    await waitUntil(() => visibleText(element).includes('is blocked'));
    expect(previewButton(element).innerText.trim()).to.equal('Check my camera');
  });

  it('closes when the element goes', async () => {
    const element = await idleElement();
    element.preview = true;
    await waitUntil(() => liveTracks().length === 1);
    element.remove();
    expect(liveTracks()).to.deep.equal([]);
  });
});
