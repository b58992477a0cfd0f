import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../../../support/until.js';
import { canvasStream, elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

async function inCall() {
  const { element, call } = await elementInCall('connected');
  element.style.width = '900px';
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  // Its room has been measured.
  await until(() => findPart(element, 'fullscreen-button'));
  return { element, call };
}

/** As in a browser that has been asked in a press. A real one is pressed in the tests that have a mouse. */
function fillable(element: FakedElement) {
  let isFull = false;
  const change = (full: boolean) => {
    isFull = full;
    element.dispatchEvent(new Event('fullscreenchange', { bubbles: true, composed: true }));
  };
  const matches = element.matches.bind(element);
  sinon
    .stub(element, 'matches')
    .callsFake((selector) => (selector === ':fullscreen' ? isFull : matches(selector)));
  const enter = sinon.stub(element, 'requestFullscreen').callsFake(async () => change(true));
  const leave = sinon.stub(document, 'exitFullscreen').callsFake(async () => change(false));
  return { enter, leave, change };
}

describe('FullScreen', () => {
  afterEach(() => sinon.restore());

  it('is entered and left by one button, which knows of what the user does by the browser’s own', async () => {
    const { element } = await inCall();
    const { enter, leave, change } = fillable(element);
    const button = part(element, 'fullscreen-button');
    expect(button.ariaLabel).to.equal('Full screen');
    button.click();
    await until(() => button.ariaLabel === 'Leave full screen');
    expect(enter.callCount).to.equal(1);
    button.click();
    await until(() => button.ariaLabel === 'Full screen');
    expect(leave.callCount).to.equal(1);
    button.click();
    await until(() => button.ariaLabel === 'Leave full screen');
    change(false);
    await until(() => button.ariaLabel === 'Full screen');
  });

  it('Escape leaves it first, and closes a panel after that', async () => {
    const { element } = await inCall();
    const { leave } = fillable(element);
    part(element, 'fullscreen-button').click();
    part(element, 'more-button').click();
    await until(() => findPart(element, 'more'));
    const escape = () => {
      const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
      element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
      return element.updateComplete;
    };
    await escape();
    expect(leave.callCount).to.equal(1);
    expect(findPart(element, 'more')).not.to.equal(null);
    await escape();
    expect(leave.callCount).to.equal(1);
    expect(findPart(element, 'more')).to.equal(null);
  });

  it('a refusal is said, and the call goes on', async () => {
    const { element, call } = await inCall();
    sinon.stub(element, 'requestFullscreen').rejects(new TypeError('no gesture'));
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    part(element, 'fullscreen-button').click();
    await until(() => codes.length > 0);
    expect(codes).to.deep.equal(['invalid-state']);
    expect(call.requests).to.deep.equal([]);
  });

  it('where an element can not, but a video can, the picture does: on iPhones', async () => {
    const { element } = await inCall();
    sinon.stub(document, 'fullscreenEnabled').value(false);
    const video = part<HTMLVideoElement>(element, 'remote-video');
    const webkitEnterFullscreen = sinon.spy();
    element.requestUpdate();
    await element.updateComplete;
    expect(findPart(element, 'fullscreen-button'), 'neither').to.equal(null);
    Object.assign(video, { webkitSupportsFullscreen: true, webkitEnterFullscreen });
    element.requestUpdate();
    await element.updateComplete;
    part(element, 'fullscreen-button').click();
    expect(webkitEnterFullscreen.callCount).to.equal(1);
  });
});
