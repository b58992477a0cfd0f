import { expect } from '@open-wc/testing';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, part, visibleText } from '../../fixtures.js';

describe('P2pVideoCallElement: a recording', () => {
  it('is begun in the menu, and can be saved or deleted once the call has ended', async () => {
    const { element, call } = await elementInCall('connected');
    call.localStream = call.remoteStream = new MediaStream();
    part(element, 'more-button').click();
    await until(() => findPart(element, 'record-button'), 'the menu');
    part(element, 'record-button').click();
    call.receive('recording', '{"type":"allow","id":1}');
    await until(() => / [1-9]\d* (kB|MB)/.test(visibleText(element)), 'something recorded');
    call.end('hangup');
    await until(() => visibleText(element).includes('Your recording is ready'), 'the file');
    const [save, discard] = element.renderRoot.querySelectorAll<HTMLElement>(
      '[part=record-note-button]',
    );
    expect([save?.textContent, discard?.textContent]).to.deep.equal(['Save', 'Delete']);
    discard?.click();
    await element.updateComplete;
    expect(findPart(element, 'record-note')).to.equal(null);
  });
});
