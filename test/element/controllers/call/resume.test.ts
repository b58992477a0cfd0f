import { expect, fixtureSync, html } from '@open-wc/testing';
import { PeerCall } from '../../../../src/call/peer-call.js';
import { CallError } from '../../../../src/call/terms/call-error.js';
import { createDeferred } from '../../../../src/internal/deferred.js';
import type { MemorySignaling } from '../../../../src/signaling/memory/memory-signaling.js';
import type { SignalingClient } from '../../../../src/signaling/signaling-client.js';
import { createMemorySignaling } from '../../../../src/testing.js';
import { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { FakedElement, part, reaches } from '../../fixtures.js';
import { MyElement } from '../../my-element.js';

/** An element that asks for the call from before a reload, and has not heard of it yet. */
function resumingElement() {
  const element = new FakedElement();
  const saved = createDeferred<FakePeerCall | null>();
  element.savedCall = saved.promise;
  element.resume = true;
  element.endpoint = 'wss://example.test';
  const states: string[] = [];
  element.addEventListener('call-statechange', ({ state }) => states.push(state));
  fixtureSync<HTMLElement>(html`<div></div>`).append(element);
  return { element, saved, states };
}

async function asked(element: FakedElement): Promise<void> {
  while (element.resumedWith.length === 0) await new Promise((resolve) => setTimeout(resolve));
}

describe('P2pVideoCallElement: resume', () => {
  it('goes on with the call from before a reload, without being idle in between', async () => {
    const { element, saved, states } = resumingElement();
    await asked(element);
    expect(element.state).to.equal('offline');
    expect(element.resumedWith).to.deep.equal([{ audio: true, video: true, resume: true }]);
    const call = new FakePeerCall({ state: 'reconnecting' });
    saved.resolve(call);
    await reaches(element, 'reconnecting');
    expect(element.call).to.equal(call.asPeerCall);
    expect(element.connectionId).to.equal('own-1');
    call.moveTo('connected');
    expect(states).to.deep.equal(['reconnecting', 'connected']);
  });

  it('is idle where there is no such call, and asks no second time', async () => {
    const { element, saved } = resumingElement();
    saved.resolve(null);
    await reaches(element, 'idle');
    element.ownSignaling[0]?.move('reconnecting');
    element.ownSignaling[0]?.become('own-2');
    await element.updateComplete;
    expect(element.connectionId).to.equal('own-2');
    expect(element.resumedWith).to.have.length(1);
  });

  it('looks again when the page comes out of the back-forward cache', async () => {
    const { element, saved } = resumingElement();
    const before = new FakePeerCall({ state: 'reconnecting' });
    saved.resolve(before);
    await reaches(element, 'reconnecting');
    before.moveTo('ended');
    await reaches(element, 'ended');
    const after = new FakePeerCall({ state: 'reconnecting' });
    element.savedCall = Promise.resolve(after);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await element.updateComplete;
    expect(element.state).to.equal('ended');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await reaches(element, 'reconnecting');
    expect(element.call).to.equal(after.asPeerCall);
    expect(element.resumedWith).to.have.length(2);

    after.moveTo('ended');
    element.savedCall = Promise.resolve(null);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await reaches(element, 'idle');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await reaches(element, 'offline');
    expect(element.resumedWith).to.have.length(3);
  });

  it('is idle after a failure, which it tells the page', async () => {
    const { element, saved } = resumingElement();
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    await asked(element);
    saved.reject(new CallError('resume-failed', 'no storage'));
    await reaches(element, 'idle');
    expect(codes).to.deep.equal(['resume-failed']);
  });

  it('answers a caller with busy while it looks', async () => {
    const { element, saved } = resumingElement();
    await asked(element);
    const caller = element.ring();
    expect(caller.requests).to.deep.equal([['reject', 'busy']]);
    saved.resolve(null);
    await reaches(element, 'idle');
  });

  it('hangs up what it finds after it has left the document', async () => {
    const { element, saved } = resumingElement();
    await asked(element);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const call = new FakePeerCall({ state: 'reconnecting' });
    saved.resolve(call);
    await saved.promise;
    await new Promise((resolve) => setTimeout(resolve));
    expect(call.requests).to.deep.equal([['hangup', 'hangup']]);
    expect(element.call).to.equal(null);
    expect(element.state).to.equal('offline');
  });

  it('keeps the call although the page changes its settings while it looks', async () => {
    const { element, saved } = resumingElement();
    await asked(element);
    element.iceServers = [{ urls: 'stun:example.test' }];
    await element.updateComplete;
    const call = new FakePeerCall({ state: 'reconnecting' });
    saved.resolve(call);
    await reaches(element, 'reconnecting');
    expect(call.requests).to.deep.equal([]);
    expect(element.call).to.equal(call.asPeerCall);
  });

  it('takes new settings when there is no such call', async () => {
    const { element, saved } = resumingElement();
    await asked(element);
    element.endpoint = 'wss://other.test';
    await element.updateComplete;
    expect(element.ownSignaling).to.have.length(1);
    saved.resolve(null);
    await reaches(element, 'idle');
    await element.updateComplete;
    expect(element.ownSignaling).to.have.length(2);
  });

  it('looks when it is told late, without leaving its address meanwhile', async () => {
    const { element, saved } = resumingElement();
    element.resume = false;
    await reaches(element, 'idle');
    const addresses: string[] = [];
    element.addEventListener('connection-id', ({ connectionId }) => addresses.push(connectionId));
    element.resume = true;
    await asked(element);
    expect(element.state).to.equal('idle');
    expect(element.startCall('peer-1')).to.equal(null);
    const call = new FakePeerCall({ state: 'reconnecting' });
    saved.resolve(call);
    await reaches(element, 'reconnecting');
    expect(element.call).to.equal(call.asPeerCall);
    expect(element.connectionId).to.equal('own-1');
    expect(addresses).to.deep.equal([]);
    expect(element.ownSignaling).to.have.length(1);
  });

  it('does not look without the attribute', async () => {
    const { element } = resumingElement();
    element.resume = false;
    await reaches(element, 'idle');
    expect(element.resumedWith).to.deep.equal([]);
  });
});

/** On signaling without a server. Each look for a call from before takes until the test says what it finds. */
class ReturningElement extends MyElement {
  network: MemorySignaling | null = null;
  readonly looks: ReturnType<typeof createDeferred<PeerCall | null>>[] = [];

  protected override createSignaling(): SignalingClient | null {
    return this.network?.connect() ?? null;
  }

  protected override resumeCall(): Promise<PeerCall | null> {
    const look = createDeferred<PeerCall | null>();
    this.looks.push(look);
    return look.promise;
  }
}

customElements.define('returning-video-call', ReturningElement);

describe('P2pVideoCallElement: resume, in a room', () => {
  const OPTIONS = { iceServers: [], audio: false, video: false };

  /** It waits in the room `standup`, and looks for a call from before because its page was shown again. */
  async function lookingInRoom() {
    const network = createMemorySignaling();
    const element = new ReturningElement();
    const settings = { network, iceServers: [], audio: 'off', video: 'off', lang: 'en' };
    Object.assign(element, { ...settings, resume: true, room: 'standup' });
    fixtureSync<HTMLElement>(html`<div></div>`).append(element);
    await until(() => element.looks.length === 1);
    element.looks[0]!.resolve(null);
    await reaches(element, 'idle');
    await element.join();
    await reaches(element, 'waiting');
    // Whose file comes after the other one is there would call at once, as the second does.
    await import('../../../../src/call/meeting/meeting.js');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(() => element.looks.length === 2);

    const client = network.connect();
    await client.open();
    const room = await client.joinRoom('standup');
    const calls: PeerCall[] = [];
    PeerCall.meet(room, (call) => calls.push(call), OPTIONS);
    return { element, look: element.looks[1]!, calls };
  }

  it('is in the call of who comes while it looks', async () => {
    const { element, look, calls } = await lookingInRoom();
    await until(() => calls[0]?.state === 'connected', 'the call of who comes');
    look.resolve(null);
    await reaches(element, 'connected');
    expect(element.call!.direction).to.equal('incoming');
    expect(element.call!.id).to.equal(calls[0]!.id);
    part(element, 'hangup-button');
    element.remove();
    await until(() => calls[0]!.state === 'ended');
  });

  it('keeps that call, and ends what it finds', async () => {
    const { element, look, calls } = await lookingInRoom();
    await until(() => calls[0]?.state === 'connected', 'the call of who comes');
    const found = new FakePeerCall({ state: 'reconnecting' });
    look.resolve(found.asPeerCall);
    await until(() => found.requests.length === 1);
    expect(found.requests).to.deep.equal([['hangup', 'hangup']]);
    expect([element.call!.id, element.state]).to.deep.equal([calls[0]!.id, 'connected']);
    element.remove();
    await until(() => calls[0]!.state === 'ended');
  });
});
