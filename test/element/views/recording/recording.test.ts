import { expect } from '@open-wc/testing';
import { until } from '../../../support/until.js';
import {
  elementInCall,
  type FakedElement,
  findPart,
  part,
  reaches,
  visibleText,
} from '../../fixtures.js';

/** In a call that has just ended. */
async function recordedCall(): Promise<FakedElement> {
  const { element, call } = await elementInCall('connected');
  call.localStream = call.remoteStream = new MediaStream();
  part(element, 'more-button').click();
  await until(() => findPart(element, 'record-button'), 'the menu');
  part(element, 'record-button').click();
  call.receive('recording', '{"type":"allow","id":1}');
  await until(() => / [1-9]\d* (kB|MB)/.test(visibleText(element)), 'something recorded');
  call.end('hangup');
  await until(() => isReady(element), 'the file');
  return element;
}

const isReady = (element: FakedElement) => visibleText(element).includes('Your recording is ready');

const buttons = (element: FakedElement) => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[part=record-note-button]'),
];

describe('P2pVideoCallElement: a recording', () => {
  it('is begun in the menu, and can be saved or deleted once the call has ended', async () => {
    const element = await recordedCall();
    const [save, discard] = buttons(element);
    expect([save?.textContent, discard?.textContent]).to.deep.equal(['Save', 'Delete']);
    discard?.click();
    await element.updateComplete;
    expect(findPart(element, 'record-note')).to.equal(null);
  });

  it('that is not saved yet stays in sight without a call, and before the next one', async () => {
    const element = await recordedCall();
    part(element, 'back-button').click();
    await reaches(element, 'idle');
    expect(isReady(element)).to.equal(true);
    await expect(element).to.be.accessible();

    const call = element.ring();
    await reaches(element, 'ringing');
    expect(isReady(element)).to.equal(true);
    call.end('cancelled');
    await element.updateComplete;
    expect(isReady(element)).to.equal(true);
    part(element, 'back-button').click();
    await reaches(element, 'idle');

    element.endpoint = '';
    await reaches(element, 'offline');
    expect(isReady(element)).to.equal(true);
    buttons(element)[1]?.click();
    await element.updateComplete;
    expect(findPart(element, 'record-note')).to.equal(null);
  });
});
