import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { elementInCall, idleElement, type FakedElement } from '../../fixtures.js';

const KEY = 'p2p-video-call-start';

const shown = (element: FakedElement): string | undefined =>
  element.renderRoot.querySelector('[role=timer]')?.textContent?.trim();

describe('P2pVideoCallElement: the time of a call', () => {
  // The page may have served another file of tests before this one.
  beforeEach(() => sessionStorage.removeItem(KEY));
  afterEach(() => {
    sinon.restore();
    sessionStorage.removeItem(KEY);
  });

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

  it('goes on after a reload of a call that may, and not from the call of another id', async () => {
    const pass = async (ms: number) => {
      await clock.tickAsync(ms);
      await element.updateComplete;
    };
    const element = await idleElement();
    element.resume = true;
    element.startCall('peer-1');
    // The screen of the call has come, for which real time may be needed.
    await element.updateComplete;
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'],
      shouldClearNativeTimers: true,
    });
    element.lastPlaced.moveTo('connected');
    await pass(65_000);
    expect(shown(element)).to.equal('1:05');
    // As the page is left, its own call ends.
    element.lastPlaced.end('replaced');
    await pass(0);
    expect(sessionStorage.getItem(KEY)).to.not.equal(null);
    clock.restore();

    /** The same tab, after its page was reloaded: 5 s later the call is found. */
    const reloaded = async (id: string) => {
      const next = await idleElement();
      next.resume = true;
      sinon.useFakeTimers({ toFake: ['Date'], now: clock.Date.now() + 5_000 });
      next.startCall('peer-1');
      Object.defineProperty(next.lastPlaced, 'id', { value: id });
      next.lastPlaced.moveTo('reconnecting');
      await next.updateComplete;
      sinon.restore();
      return next;
    };
    expect(shown(await reloaded('another'))).to.equal('0:00');
    // That one is stored now.
    sessionStorage.setItem(KEY, `${clock.Date.now() - 65_000} fake-call`);
    const same = await reloaded('fake-call');
    expect(shown(same)).to.equal('1:10');
    same.lastPlaced.end('hangup');
    await same.updateComplete;
    expect(sessionStorage.getItem(KEY)).to.equal(null);
  });

  it('begins anew where the page may store nothing', async () => {
    const element = await idleElement();
    element.resume = true;
    const refuse = () => {
      throw new DOMException('Not here.', 'SecurityError');
    };
    sinon.stub(Storage.prototype, 'getItem').callsFake(refuse);
    sinon.stub(Storage.prototype, 'setItem').callsFake(refuse);
    element.startCall('peer-1');
    element.lastPlaced.moveTo('connected');
    await element.updateComplete;
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
