import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CallRatingEvent } from '../../../../src/element/p2p-video-call.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, part, visibleText, type FakedElement } from '../../fixtures.js';

const stars = (element: FakedElement) => [
  ...part(element, 'rating').querySelectorAll<HTMLButtonElement>('[role=radio]'),
];
const focused = (element: FakedElement) => element.shadowRoot?.activeElement;

async function ended(prepare: (element: FakedElement) => void = () => {}) {
  const { element, call } = await elementInCall('connected');
  prepare(element);
  call.end('hangup');
  await element.updateComplete;
  return { element, call };
}

function pressKey(element: FakedElement, key: string): void {
  const init = { key, bubbles: true, composed: true, cancelable: true };
  focused(element)?.dispatchEvent(new KeyboardEvent('keydown', init));
}

describe('P2pVideoCallElement: after a call', () => {
  afterEach(() => sinon.restore());

  it('says how it ended and how long it was', async () => {
    const { element, call } = await elementInCall('connecting');
    const clock = sinon.useFakeTimers({ toFake: ['performance'] });
    call.moveTo('connected');
    await element.updateComplete;
    clock.tick(125_000);
    call.end('connection-lost');
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Connection lost').and.contain('Duration: 2:05');
    expect(part(element, 'call-button').innerText).to.contain('Call again');
  });

  it('asks nothing after a call that was never connected', async () => {
    const { element, call } = await elementInCall('ringing');
    call.end('declined');
    await element.updateComplete;
    expect(findPart(element, 'rating')).to.equal(null);
    expect(findPart(element, 'copy-diagnostics-button')).to.equal(null);
    expect(visibleText(element)).not.to.contain('Duration');
  });

  it('tells the page the rating, once, and thanks for it', async () => {
    const { element, call } = await ended();
    const events: CallRatingEvent[] = [];
    const listening = new AbortController();
    // It gets as far as the document: it bubbles, and leaves shadow roots.
    const { signal } = listening;
    document.addEventListener('call-rating', (event) => events.push(event), { signal });
    const [, , , fourth] = stars(element);
    fourth!.focus();
    fourth!.click();
    fourth!.click();
    await element.updateComplete;
    listening.abort();
    expect(events).to.have.length(1);
    expect(events[0]).to.include({ rating: 4, call: call.asPeerCall, composed: true });
    expect(events[0]!.durationMs % 1_000).to.equal(0);
    expect(findPart(element, 'rating')).to.equal(null);
    expect(visibleText(element)).to.contain('Thank you!');
    expect(focused(element), 'the focus stays in the element').not.to.equal(null);

    // The next call is another one.
    element.startCall('peer-2');
    element.lastPlaced.moveTo('connected');
    await element.updateComplete;
    element.lastPlaced.end('hangup');
    await element.updateComplete;
    expect(findPart(element, 'rating')).not.to.equal(null);
  });

  it('is rated by keyboard: one stop for Tab, arrows that choose nothing by themselves', async () => {
    const { element } = await ended();
    let count = 0;
    element.addEventListener('call-rating', () => (count += 1));
    const all = stars(element);
    expect(all.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1, -1, -1]);
    all[0]!.focus();
    for (const [key, index] of [
      ['ArrowRight', 1],
      ['ArrowUp', 0],
      ['ArrowLeft', 4],
      ['ArrowDown', 0],
      ['End', 4],
      ['Home', 0],
    ] as const) {
      pressKey(element, key);
      expect(focused(element), key).to.equal(all[index]);
      expect(all[index]!.tabIndex).to.equal(0);
    }
    element.renderRoot.querySelector<HTMLElement>('.root')!.dir = 'rtl';
    pressKey(element, 'ArrowLeft');
    expect(focused(element), 'from right to left').to.equal(all[1]);
    expect(count).to.equal(0);
    expect(part(element, 'rating').getAttribute('role')).to.equal('radiogroup');
    const label = element.renderRoot.querySelector('#rating-label');
    expect(label?.textContent?.trim()).to.equal('How was the call?');
    expect(all.map(({ ariaLabel }) => ariaLabel)).to.include('5 of 5: excellent');
  });

  it('asks nothing where the page does not want it', async () => {
    const { element } = await ended((one) => one.setAttribute('controlslist', 'nochat NoRating'));
    expect(findPart(element, 'rating')).to.equal(null);
    expect(findPart(element, 'copy-diagnostics-button')).not.to.equal(null);
  });

  it('a page may take the element away as it hears the rating', async () => {
    const { element } = await ended();
    element.addEventListener('call-rating', () => element.remove());
    stars(element)[0]!.click();
    await until(() => !element.isConnected);
  });

  it('copies what is known of the call, with how it ended', async () => {
    const { element, call } = await ended();
    const write = sinon.stub(navigator.clipboard, 'writeText').resolves();
    await until(() => call.reportCount > 0, 'the last figures');
    part(element, 'copy-diagnostics-button').click();
    await until(() => write.called);
    const { call: told } = JSON.parse(write.firstCall.args[0]) as { call: unknown };
    expect(told).to.deep.include({ state: 'ended', endReason: 'hangup' });
  });

  it('the screen fits a small phone', async () => {
    const { element } = await ended();
    element.style.cssText = 'width:280px;height:400px;aspect-ratio:auto';
    const root = element.renderRoot.querySelector('.root')!.getBoundingClientRect();
    for (const star of stars(element)) {
      const { width, height, left, right } = star.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
      expect(left).to.be.at.least(root.left);
      expect(right).to.be.at.most(root.right);
    }
  });
});
