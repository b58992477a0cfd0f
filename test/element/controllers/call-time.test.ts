import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { elementInCall, type FakedElement } from '../fixtures.js';

const shown = (element: FakedElement): string | undefined =>
  element.renderRoot.querySelector('[role=timer]')?.textContent?.trim();

describe('P2pVideoCallElement: the time of a call', () => {
  afterEach(() => sinon.restore());

  it('counts from the connection, over repairs, and begins anew in the next call', async () => {
    const { element, call } = await elementInCall('connecting');
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance'],
      shouldClearNativeTimers: true,
    });
    const pass = async (ms: number) => {
      await clock.tickAsync(ms);
      await element.updateComplete;
    };
    await pass(5_000);
    expect(shown(element)).to.equal(undefined);
    call.moveTo('connected');
    await pass(0);
    expect(shown(element)).to.equal('0:00');
    await pass(999);
    expect(shown(element)).to.equal('0:00');
    await pass(1);
    expect(shown(element)).to.equal('0:01');
    call.moveTo('reconnecting');
    await pass(61_000);
    expect(shown(element)).to.equal('1:02');

    call.end('hangup');
    element.startCall('peer-2');
    element.lastPlaced.moveTo('connected');
    await pass(0);
    expect(shown(element)).to.equal('0:00');
  });

  it('changes nothing once the element is out of the page', async () => {
    const { element } = await elementInCall('connected');
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance'],
      shouldClearNativeTimers: true,
    });
    element.requestUpdate();
    await element.updateComplete;
    element.remove();
    await clock.tickAsync(0);
    const update = sinon.spy(element, 'requestUpdate');
    await clock.tickAsync(60_000);
    expect(update.callCount).to.equal(0);
  });
});
