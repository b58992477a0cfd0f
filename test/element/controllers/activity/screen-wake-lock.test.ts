import { expect } from '@open-wc/testing';
import { restoreVisibility, setVisibility } from '../../../support/page-visibility.js';
import { until } from '../../../support/until.js';
import { elementInCall } from '../../fixtures.js';

/** As the browser has it: what is asked for lasts until it is given back, or the page is not seen. */
class FakeLock extends EventTarget {
  isHeld = true;

  release(): Promise<void> {
    this.isHeld = false;
    this.dispatchEvent(new Event('release'));
    return Promise.resolve();
  }
}

describe('P2pVideoCallElement: the screen stays on', () => {
  let locks: FakeLock[] = [];
  let answer: () => Promise<FakeLock>;

  const held = () => locks.filter(({ isHeld }) => isHeld).length;

  beforeEach(() => {
    locks = [];
    setVisibility('visible');
    answer = () => {
      const lock = new FakeLock();
      locks.push(lock);
      return Promise.resolve(lock);
    };
    Object.defineProperty(navigator, 'wakeLock', {
      value: { request: () => answer() },
      configurable: true,
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'wakeLock');
    restoreVisibility();
  });

  it('from the connection to the end of a call, over repairs', async () => {
    const { element, call } = await elementInCall('connecting');
    expect(locks).to.have.length(0);
    call.moveTo('connected');
    await until(() => held() === 1);
    call.moveTo('reconnecting');
    await element.updateComplete;
    expect(locks).to.have.length(1);
    call.end('hangup');
    await until(() => held() === 0);
  });

  it('again when the page is seen again', async () => {
    const { call } = await elementInCall('connected');
    await until(() => held() === 1);
    setVisibility('hidden');
    await until(() => held() === 0);
    setVisibility('visible');
    await until(() => held() === 1);
    setVisibility('hidden');
    call.end('hangup');
    setVisibility('visible');
    expect(held()).to.equal(0);
  });

  it('not when the call has ended before the browser answers', async () => {
    let give = () => {};
    const ask = answer;
    answer = () => new Promise((resolve) => (give = () => resolve(ask())));
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    await element.updateComplete;
    give();
    await until(() => locks.length === 1 && held() === 0);
  });

  it('not when the element is taken out', async () => {
    const { element } = await elementInCall('connected');
    await until(() => held() === 1);
    element.remove();
    await until(() => held() === 0);
  });

  it('a refusal changes nothing', async () => {
    answer = () => Promise.reject(new DOMException('The battery is low.', 'NotAllowedError'));
    const { element } = await elementInCall('connected');
    await element.updateComplete;
    expect(element.state).to.equal('connected');
  });
});
