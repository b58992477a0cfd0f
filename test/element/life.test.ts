import { expect, fixture, fixtureSync, html, oneEvent } from '@open-wc/testing';
import sinon from 'sinon';
import type { ElementErrorEvent } from '../../src/element/p2p-video-call.js';
import { DefaultReconnectPolicy } from '../../src/signaling/reconnect-policy.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import { quietenPage } from '../internal/quiet-page.js';
import { FakeSignaling } from './fake-signaling.js';
import {
  elementInCall,
  FakedElement,
  idleElement,
  part,
  reaches,
  visibleText,
} from './fixtures.js';
import { until } from '../support/until.js';

// A page that comes to the front would try again, too.
quietenPage();

async function elementOn(nextSignaling: () => FakeSignaling): Promise<FakedElement> {
  const element = await fixture<FakedElement>(html`<faked-video-call></faked-video-call>`);
  element.nextSignaling = nextSignaling;
  element.endpoint = 'wss://example.test';
  await element.updateComplete;
  return element;
}

describe('P2pVideoCallElement: life in the document', () => {
  afterEach(() => sinon.restore());

  it('does nothing before it is in a document', async () => {
    const element = new FakedElement();
    element.endpoint = 'wss://example.test';
    await Promise.resolve();
    expect(element.ownSignaling).to.deep.equal([]);
    expect(element.state).to.equal('offline');
  });

  it('goes online once, however many attributes are set, and listens for calls', async () => {
    const element = await idleElement();
    element.peerId = 'x';
    element.audio = false;
    await element.updateComplete;
    expect(element.ownSignaling.map(({ openCount }) => openCount)).to.deep.equal([1]);
    expect(element.listeningOn).to.deep.equal(element.ownSignaling);
  });

  it('removed: hangs up, stops listening and closes its signaling', async () => {
    const { element, call } = await elementInCall('connected');
    element.remove();
    await until(() => element.ownSignaling[0]?.closeCount === 1);
    expect(call.requests).to.deep.equal([['hangup', 'hangup']]);
    expect(element.listeningOn).to.deep.equal([]);
    expect(element.call).to.equal(null);
    expect(element.state).to.equal('offline');
    expect(element.connectionId).to.equal(null);
  });

  it('removed: leaves no listener on the window', async () => {
    const listen = sinon.spy(window, 'addEventListener');
    try {
      const element = await idleElement();
      element.remove();
      await until(() => element.ownSignaling[0]?.closeCount === 1);
      const signals = ['pagehide', 'pageshow'].map((name) => {
        const [, , options] = listen.getCalls().find(({ args }) => args[0] === name)?.args ?? [];
        return typeof options === 'object' ? options.signal?.aborted : 'no signal';
      });
      expect(signals).to.deep.equal([true, true]);
    } finally {
      listen.restore();
    }
  });

  it('removed while a call rings: declines it', async () => {
    const element = await idleElement();
    const call = element.ring();
    element.remove();
    await reaches(element, 'offline');
    expect(call.requests).to.deep.equal([['reject', 'declined']]);
  });

  it('moved: the call goes on', async () => {
    const { element, call } = await elementInCall('connected');
    const elsewhere = fixtureSync(html`<div></div>`);
    elsewhere.append(element);
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(call.requests).to.deep.equal([]);
    expect(element.state).to.equal('connected');
    expect(element.ownSignaling).to.have.length(1);
    expect(element.ownSignaling[0]?.closeCount).to.equal(0);
    call.moveTo('reconnecting');
    expect(element.state).to.equal('reconnecting');
  });

  it('put back later: goes online anew', async () => {
    const element = await idleElement();
    const parent = element.parentElement;
    element.remove();
    await reaches(element, 'offline');
    parent?.append(element);
    await reaches(element, 'idle');
    expect(element.ownSignaling).to.have.length(2);
  });

  it('a new endpoint takes effect at once when idle, and after the call in a call', async () => {
    const { element, call } = await elementInCall('connected');
    element.endpoint = 'wss://other.test';
    await element.updateComplete;
    expect(element.ownSignaling).to.have.length(1);
    call.end('hangup');
    await until(() => element.ownSignaling.length === 2);
    expect(element.state).to.equal('ended');
    await until(() => element.ownSignaling[0]?.closeCount === 1);

    element.endpoint = '';
    await element.updateComplete;
    await until(() => element.ownSignaling[1]?.closeCount === 1);
  });

  it('two on one page know nothing of each other', async () => {
    const one = await idleElement();
    const two = await idleElement();
    one.startCall('peer-1');
    two.ring();
    expect([one.state, two.state]).to.deep.equal(['calling', 'ringing']);
    one.remove();
    await reaches(one, 'offline');
    expect(two.state).to.equal('ringing');
  });

  it('says what is wrong when it can not go online, and tries again', async () => {
    let failures = 2;
    const element = await fixture<FakedElement>(html`<faked-video-call></faked-video-call>`);
    element.nextSignaling = () => {
      const signaling = new FakeSignaling();
      if (failures-- > 0) signaling.failure = new SignalingError('connect-failed', 'refused');
      return signaling;
    };
    const failed = oneEvent(element, 'call-error');
    element.endpoint = 'wss://example.test';
    const { error } = (await failed) as Event as ElementErrorEvent;
    expect(error.code).to.equal('connect-failed');
    await element.updateComplete;
    expect(visibleText(element)).to.contain('call server can’t be reached');
    await reaches(element, 'idle');
    expect(element.ownSignaling.map(({ closeCount }) => closeCount)).to.deep.equal([1, 1, 0]);
  });

  it('says that it is not let in, and waits for the user to do something', async () => {
    const policy = sinon.spy(DefaultReconnectPolicy.prototype, 'nextDelayMs');
    const element = await elementOn(() => {
      const signaling = new FakeSignaling();
      signaling.failure = new SignalingError('unauthorized', 'for developers', {
        reason: 'token-expired',
      });
      return signaling;
    });
    await until(() => visibleText(element).includes('Your login has expired. Log in again.'));
    expect(visibleText(element)).not.to.contain('Trying again');
    window.dispatchEvent(new Event('online'));
    expect(policy.callCount).to.equal(0);
    expect(element.ownSignaling).to.have.length(1);
    element.nextSignaling = () => new FakeSignaling();
    element.renderRoot.querySelector('button')?.click();
    await reaches(element, 'idle');
  });

  it('"try again" does not wait', async () => {
    sinon.stub(DefaultReconnectPolicy.prototype, 'nextDelayMs').returns(600_000);
    const failing = new SignalingError('timeout', 'no answer');
    const element = await elementOn(() => {
      const signaling = new FakeSignaling();
      signaling.failure = failing;
      return signaling;
    });
    await until(() => element.renderRoot.querySelector('button') !== null);
    element.nextSignaling = () => new FakeSignaling();
    element.renderRoot.querySelector('button')?.click();
    expect(element.ownSignaling).to.have.length(2);
    await reaches(element, 'idle');
  });

  it('does not wait when the network is there again', async () => {
    const policy = sinon.stub(DefaultReconnectPolicy.prototype, 'nextDelayMs').returns(600_000);
    const element = await elementOn(() => {
      const signaling = new FakeSignaling();
      signaling.failure = new SignalingError('connect-failed', 'refused');
      return signaling;
    });
    await until(() => policy.called);
    policy.restore();
    element.nextSignaling = () => new FakeSignaling();
    window.dispatchEvent(new Event('online'));
    await reaches(element, 'idle');
    expect(element.ownSignaling).to.have.length(2);
  });

  it('counts its attempts anew when the network is there again', async () => {
    const policy = sinon.stub(DefaultReconnectPolicy.prototype, 'nextDelayMs').returns(600_000);
    await elementOn(() => {
      const signaling = new FakeSignaling();
      signaling.failure = new SignalingError('connect-failed', 'refused');
      return signaling;
    });
    await until(() => policy.callCount === 1);
    window.dispatchEvent(new Event('online'));
    await until(() => policy.callCount === 2);
    expect(policy.args).to.deep.equal([[0], [0]]);
  });

  it('a signaling that can not even be made is shown too', async () => {
    const element = await elementOn(() => {
      throw new TypeError('no such URL');
    });
    await until(() => visibleText(element).includes('call server can’t be reached'));
    expect(element.state).to.equal('offline');
  });

  it('signaling that reconnects is no state of the call', async () => {
    const { element } = await elementInCall('connected');
    const states: string[] = [];
    element.addEventListener('call-statechange', ({ state }) => states.push(state));
    element.ownSignaling[0]?.move('reconnecting');
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Reconnecting to server');
    element.ownSignaling[0]?.become('own-2');
    await element.updateComplete;
    expect(visibleText(element)).to.not.contain('Reconnecting to server');
    expect(states).to.deep.equal([]);
    expect(element.connectionId).to.equal('own-2');
  });

  it('fires `connection-id` for each address, and `call-statechange` for each state', async () => {
    const element = new FakedElement();
    element.endpoint = 'wss://example.test';
    const log: string[] = [];
    element.addEventListener('connection-id', ({ connectionId }) => log.push(connectionId));
    element.addEventListener('call-statechange', ({ previous, state, call }) =>
      log.push(`${previous}>${state}${call ? '*' : ''}`),
    );
    const parent = fixtureSync(html`<div></div>`);
    parent.append(element);
    await reaches(element, 'idle');
    element.ownSignaling[0]?.become('own-2');
    element.startCall('peer-1');
    element.lastPlaced.end('declined');
    expect(log).to.deep.equal([
      'own-1',
      'offline>idle',
      'own-2',
      'idle>calling*',
      'calling>ended*',
    ]);
    await element.updateComplete;
    expect(part(element, 'status').textContent).to.equal('Call declined');
  });

  it('a call that was let go of says nothing more', async () => {
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    element.startCall('peer-2');
    call.moveTo('connected');
    expect(element.state).to.equal('calling');
  });
});

describe('P2pVideoCallElement: signaling of the page', () => {
  it('goes before `endpoint`, is opened, and left open', async () => {
    const element = await idleElement();
    const signaling = new FakeSignaling();
    element.signaling = signaling;
    await until(() => signaling.openCount === 1);
    expect(element.signaling).to.equal(signaling);
    expect(element.listeningOn).to.deep.equal([signaling]);
    await until(() => element.ownSignaling[0]?.closeCount === 1);
    element.remove();
    await reaches(element, 'offline');
    await new Promise((resolve) => setTimeout(resolve));
    expect(signaling.closeCount).to.equal(0);
  });

  it('is not opened twice', async () => {
    const signaling = new FakeSignaling();
    await signaling.open();
    const element = await fixture<FakedElement>(
      html`<faked-video-call .signaling=${signaling}></faked-video-call>`,
    );
    expect(element.state).to.equal('idle');
    expect(element.connectionId).to.equal('own-1');
    expect(signaling.openCount).to.equal(1);
  });

  it('`null` returns to `endpoint`', async () => {
    const element = await idleElement();
    element.signaling = new FakeSignaling();
    await until(() => element.ownSignaling[0]?.closeCount === 1);
    element.signaling = null;
    await until(() => element.ownSignaling.length === 2);
    await reaches(element, 'idle');
  });

  it('closed by the page: the element is offline and leaves it at that', async () => {
    const signaling = new FakeSignaling();
    const element = await fixture<FakedElement>(
      html`<faked-video-call .signaling=${signaling}></faked-video-call>`,
    );
    await reaches(element, 'idle');
    signaling.close();
    await reaches(element, 'offline');
    expect(visibleText(element)).to.contain('was disconnected');
    expect(signaling.openCount).to.equal(1);
  });
});
