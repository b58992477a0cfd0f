import { expect, oneEvent } from '@open-wc/testing';
import { CallError } from '../../../../src/call/terms/call-error.js';
import type { CallIncomingEvent } from '../../../../src/element/p2p-video-call.js';
import { elementInCall, idleElement, part } from '../../fixtures.js';

describe('P2pVideoCallElement: incoming calls', () => {
  it('fires `call-incoming` out of shadow trees, and rings', async () => {
    const element = await idleElement();
    const heard = oneEvent(document.body, 'call-incoming');
    const call = element.ring({ peerId: 'caller-1' });
    const event = (await heard) as Event as CallIncomingEvent;
    expect(event.call).to.equal(call.asPeerCall);
    expect(event.peerId).to.equal('caller-1');
    expect(event.composed).to.equal(true);
    expect(element.state).to.equal('ringing');
    expect(call.requests).to.deep.equal([]);
  });

  it('`preventDefault()` declines the call unseen', async () => {
    const element = await idleElement();
    element.addEventListener('call-incoming', (event) => event.preventDefault(), { once: true });
    const call = element.ring();
    expect(call.requests).to.deep.equal([['reject', 'declined']]);
    expect(element.state).to.equal('idle');
    expect(element.call).to.equal(null);
  });

  it('answers with what its attributes say', async () => {
    const element = await idleElement();
    element.setAttribute('audio', 'off');
    const call = element.ring();
    await element.updateComplete;
    part(element, 'answer-button').click();
    expect(call.requests).to.deep.equal([['answer', { audio: false, video: true }]]);
    expect(element.state).to.equal('ringing');
  });

  it('answers with audio only', async () => {
    const element = await idleElement();
    const call = element.ring();
    await element.updateComplete;
    const audioOnly = [...element.renderRoot.querySelectorAll('button')].find(
      ({ innerText }) => innerText.trim() === 'Audio only',
    );
    audioOnly?.click();
    expect(call.requests).to.deep.equal([['answer', { video: false }]]);
  });

  it('has no "audio only" where calls start without camera anyway', async () => {
    const element = await idleElement();
    element.setAttribute('video', 'off');
    element.ring();
    await element.updateComplete;
    expect(element.renderRoot.querySelectorAll('.choice')).to.have.length(2);
  });

  it('declines by button, and by `hangup()`', async () => {
    const element = await idleElement();
    const call = element.ring();
    await element.updateComplete;
    part(element, 'reject-button').click();
    element.hangup();
    expect(call.requests).to.deep.equal([
      ['reject', 'declined'],
      ['reject', 'declined'],
    ]);
  });

  it('does not answer by itself', async () => {
    const element = await idleElement();
    const call = element.ring();
    await element.updateComplete;
    expect(element.autoAnswer).to.equal(false);
    expect(call.requests).to.deep.equal([]);
  });

  it('`auto-answer` answers with the camera off', async () => {
    const element = await idleElement();
    element.setAttribute('auto-answer', '');
    const call = element.ring();
    expect(call.requests).to.deep.equal([['answer', { video: false }]]);
  });

  it('`auto-answer` leaves a call alone that `call-incoming` has refused', async () => {
    const element = await idleElement();
    element.autoAnswer = true;
    element.addEventListener('call-incoming', (event) => event.preventDefault(), { once: true });
    expect(element.ring().requests).to.deep.equal([['reject', 'declined']]);
  });

  it('says `busy` to a second caller, and goes on with the first', async () => {
    const { element, call } = await elementInCall('connected');
    const second = element.ring({ peerId: 'caller-2' });
    expect(second.requests).to.deep.equal([['reject', 'busy']]);
    expect(element.call).to.equal(call.asPeerCall);
  });

  it('takes a call while the last one still shows why it ended', async () => {
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    const next = element.ring();
    expect(element.call).to.equal(next.asPeerCall);
    expect(element.state).to.equal('ringing');
  });

  it('dialling who is calling answers', async () => {
    const element = await idleElement();
    const call = element.ring({ peerId: 'caller-1' });
    expect(element.startCall('caller-1')).to.equal(call.asPeerCall);
    expect(call.requests).to.deep.equal([['answer', { audio: true, video: true }]]);
    expect(element.placed).to.deep.equal([]);
  });

  it('dialling who is calling answers, also with the token of that address', async () => {
    const element = await idleElement();
    const call = element.ring({ peerId: 'caller-1' });
    expect(element.startCall('caller-1.token-1')).to.equal(call.asPeerCall);
    expect(call.requests).to.have.length(1);
    expect(element.startCall('caller-12')).to.equal(null);
    expect(call.requests).to.have.length(1);
  });

  it('shows why answering failed', async () => {
    const element = await idleElement();
    const call = element.ring();
    call.nextFailure = new CallError('invalid-state', 'too late');
    const failed = oneEvent(element, 'call-error');
    await element.answer();
    await failed;
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.notice')?.textContent).to.contain('Not possible now');
  });
});
