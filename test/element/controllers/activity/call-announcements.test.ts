import { expect } from '@open-wc/testing';
import { elementInCall, idleElement, part, type FakedElement } from '../../fixtures.js';

const said = (element: FakedElement): string[] => {
  const region = element.renderRoot.querySelector('[aria-live=polite]:not(.root *)');
  if (!region) throw new Error('There is no live region.');
  return [...region.children].map(({ textContent }) => textContent ?? '');
};

describe('P2pVideoCallElement: announcements', () => {
  it('there is one region before the first text, which nobody sees', async () => {
    const { element } = await elementInCall('connected');
    expect(said(element)).to.deep.equal([]);
    const regions = element.renderRoot.querySelectorAll('[aria-live=polite]:not(.root *)');
    expect(regions).to.have.length(1);
    expect((regions[0] as HTMLElement).offsetWidth).to.equal(1);
  });

  it('say what the other side turns on and off, but not how it was at first', async () => {
    const { element, call } = await elementInCall('connecting');
    call.setRemoteMedia({ microphone: true, camera: true });
    call.moveTo('connected');
    await element.updateComplete;
    expect(said(element)).to.deep.equal([]);
    call.setRemoteMedia({ microphone: false });
    await element.updateComplete;
    call.setRemoteMedia({ microphone: true, screen: true });
    await element.updateComplete;
    // Paused by a thin line is not off.
    call.setRemoteMedia({ camera: false, paused: { camera: 'bandwidth' } });
    await element.updateComplete;
    expect(said(element)).to.deep.equal([
      'Their microphone is off',
      'Their microphone is on',
      'They are sharing their screen',
    ]);
  });

  it('say what the own user turns on and off, unless its button has the focus and says so', async () => {
    const { element, call } = await elementInCall('connected');
    call.setLocalMedia({ microphone: true });
    await element.updateComplete;
    part(element, 'microphone-button').focus();
    call.setLocalMedia({ microphone: false });
    await element.updateComplete;
    call.setLocalMedia({ camera: true });
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['Your microphone is on', 'Your camera is on']);
  });

  it('are in the language of the element, and there in a call after it was moved', async () => {
    const { element, call } = await elementInCall('connected', 'ko');
    document.createElement('div').append(element);
    document.body.append(element);
    await element.updateComplete;
    call.setRemoteMedia({ microphone: true });
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['상대방 마이크 켜짐']);
    const region = element.renderRoot.querySelector<HTMLElement>('[aria-live]:not(.root *)');
    expect(region?.lang).to.equal('ko');
    element.remove();
  });

  it('nothing is said of the next call by what was in the one before', async () => {
    const { element, call } = await elementInCall('connected');
    call.setRemoteMedia({ microphone: true });
    await element.updateComplete;
    call.end('hangup');
    element.startCall('peer-2');
    element.lastPlaced.moveTo('connected');
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['Their microphone is on']);
    expect((await idleElement()).renderRoot.querySelectorAll('[aria-live=polite] p')).to.be.empty;
  });
});
