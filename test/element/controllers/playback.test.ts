import { expect, waitUntil } from '@open-wc/testing';
import sinon from 'sinon';
import { canvasStream, elementInCall, part, visibleText } from '../fixtures.js';

describe('P2pVideoCallElement: sound that the browser blocks', () => {
  afterEach(() => sinon.restore());

  it('plays the picture, and offers the sound', async () => {
    const play = sinon.stub(HTMLMediaElement.prototype, 'play').callsFake(async function (
      this: HTMLMediaElement,
    ) {
      if (!this.muted) throw new DOMException('no gesture', 'NotAllowedError');
    });
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(canvasStream());
    call.setRemoteMedia({ camera: true });
    await waitUntil(() => visibleText(element).includes('Tap to hear'));
    const video = part<HTMLVideoElement>(element, 'remote-video');
    expect(video.muted).to.equal(true);
    await expect(element).to.be.accessible();

    play.resolves();
    element.renderRoot.querySelector<HTMLElement>('.hear')?.click();
    await element.updateComplete;
    expect(video.muted).to.equal(false);
    expect(visibleText(element)).to.not.contain('Tap to hear');
  });

  it('says nothing when sound is allowed', async () => {
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(canvasStream());
    const video = part<HTMLVideoElement>(element, 'remote-video');
    await waitUntil(() => !video.paused && video.readyState > 0);
    expect(element.renderRoot.querySelector('.hear')).to.equal(null);
    expect(video.muted).to.equal(false);
  });
});
