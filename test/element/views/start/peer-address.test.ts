import { expect } from '@open-wc/testing';
import { elementInCall, idleElement, type FakedElement } from '../../fixtures.js';

const shownName = (element: FakedElement) =>
  element.renderRoot.querySelector('.peer-name')?.textContent;

describe('P2pVideoCallElement: the address of the other side', () => {
  it('stays the one that was dialled, whatever the peer becomes', async () => {
    const { element, call } = await elementInCall('calling');
    for (const change of [
      () => call.moveTo('ringing'),
      () => call.moveTo('connecting'),
      () => call.moveTo('connected'),
      () => call.moveTo('reconnecting'),
      () => call.end('hangup'),
    ]) {
      call.peerId = `bank-${call.state}`;
      change();
      await element.updateComplete;
      expect(shownName(element)).to.equal('peer-1');
    }
  });

  it('stays the one that rang', async () => {
    const element = await idleElement();
    const call = element.ring({ peerId: 'caller-1' });
    call.peerId = 'bank';
    await element.updateComplete;
    expect(shownName(element)).to.equal('caller-1');
    call.moveTo('connected');
    await element.updateComplete;
    expect(shownName(element)).to.equal('caller-1');
  });

  it('is that of the next call in the next call', async () => {
    const { element, call } = await elementInCall('connected');
    call.peerId = 'elsewhere';
    call.end('hangup');
    element.ring({ peerId: 'caller-2' });
    await element.updateComplete;
    expect(shownName(element)).to.equal('caller-2');
  });
});
