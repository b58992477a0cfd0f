import { expect, fixtureSync, html } from '@open-wc/testing';
import { CallError } from '../../../../src/call/terms/call-error.js';
import {
  resolveCallOptions,
  type IceServerProvider,
} from '../../../../src/call/terms/call-options.js';
import { P2pVideoCallElement } from '../../../../src/element/p2p-video-call.js';
import { createMemorySignaling } from '../../../../src/signaling/memory/memory-signaling.js';
import { until } from '../../../support/until.js';
import { elementInCall, FakedElement, idleElement, reaches } from '../../fixtures.js';

/** What a framework sets at each render when the page writes its options inline: equal, but never the same. */
function render(element: P2pVideoCallElement): void {
  element.endpoint = ['wss://', 'example.test'].join('');
  element.audio = { echoCancellation: true };
  element.video = { width: 640 };
  element.iceServers = [{ urls: 'turn:example.test' }];
  element.iceTransportPolicy = 'relay';
  element.strings = { ready: 'Here' };
  element.resume = true;
  element.autoAnswer = false;
}

describe('P2pVideoCallElement: options of calls', () => {
  it('rendered five times with new ones: one connection, one address', async () => {
    const element = await idleElement();
    const addresses: string[] = [];
    element.addEventListener('connection-id', ({ connectionId }) => addresses.push(connectionId));
    const states: string[] = [];
    element.addEventListener('call-statechange', ({ state }) => states.push(state));
    for (let renders = 0; renders < 5; renders++) {
      render(element);
      await element.updateComplete;
    }
    expect(element.ownSignaling.map(({ openCount }) => openCount)).to.deep.equal([1]);
    expect(element.ownSignaling.map(({ closeCount }) => closeCount)).to.deep.equal([0]);
    expect(addresses).to.deep.equal([]);
    expect(states).to.deep.equal([]);
    expect(element.connectionId).to.equal('own-1');
  });

  it('set again as they were: the listener stays', async () => {
    const element = await idleElement();
    const servers = [{ urls: 'turn:example.test' }];
    element.iceServers = servers;
    await element.updateComplete;
    const { listenOptions } = element;
    element.iceServers = [];
    element.iceServers = servers;
    await element.updateComplete;
    expect(element.listenOptions).to.equal(listenOptions);
  });

  it('hold for the next incoming call, also for one that takes over from a live one', async () => {
    const { element } = await elementInCall('connected');
    element.audio = { echoCancellation: true };
    element.iceServers = [{ urls: 'turn:example.test' }];
    await element.updateComplete;
    expect(element.listeningOn).to.deep.equal(element.ownSignaling);
    expect(element.listenOptions).to.deep.equal({
      audio: { echoCancellation: true },
      video: true,
      iceServers: [{ urls: 'turn:example.test' }],
    });
  });

  it('are given to no listener where the first was refused: that is said once', async () => {
    const codes: string[] = [];
    class Occupied extends FakedElement {
      protected override createCallListener(): () => void {
        throw new CallError('invalid-state', 'Somebody listens already.');
      }
    }
    customElements.define('occupied-video-call', Occupied);
    const element = new Occupied();
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    element.endpoint = 'wss://example.test';
    fixtureSync<HTMLElement>(html`<div></div>`).append(element);
    await reaches(element, 'idle');
    element.iceServers = [];
    await element.updateComplete;
    expect(codes).to.deep.equal(['invalid-state']);
  });

  it('that are wrong are named once, and corrected ones make calls ring again', async () => {
    class Careless extends FakedElement {
      protected override createCallListener(
        ...[signaling, onIncoming, options]: Parameters<FakedElement['createCallListener']>
      ): () => void {
        resolveCallOptions(options);
        return super.createCallListener(signaling, onIncoming, options);
      }
    }
    customElements.define('careless-video-call', Careless);
    const codes: string[] = [];
    const element = new Careless();
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    element.endpoint = 'wss://example.test';
    fixtureSync<HTMLElement>(html`<div></div>`).append(element);
    await reaches(element, 'idle');
    for (let renders = 0; renders < 5; renders++) {
      render(element);
      element.setAttribute('ice-transport-policy', 'Relay');
      await element.updateComplete;
    }
    expect([codes, element.listeningOn]).to.deep.equal([['invalid-argument'], []]);
    element.setAttribute('ice-transport-policy', 'relay');
    await element.updateComplete;
    expect(element.listeningOn).to.have.length(1);
    expect(codes).to.deep.equal(['invalid-argument']);
    element.remove();
    await until(() => element.listeningOn.length === 0);
  });

  it('a real incoming call asks the newest of the functions given as `iceServers`', async () => {
    const relay = createMemorySignaling();
    class Called extends P2pVideoCallElement {
      protected override createSignaling() {
        return relay.connect();
      }
    }
    customElements.define('called-video-call', Called);
    const asked: number[] = [];
    const provider = (number: number): IceServerProvider => {
      return () => {
        asked.push(number);
        return [];
      };
    };
    const [caller, callee] = await Promise.all(
      ['caller', 'callee'].map(async () => {
        const element = new Called();
        element.audio = false;
        element.video = false;
        element.iceServers = [];
        fixtureSync<HTMLElement>(html`<div></div>`).append(element);
        await reaches(element, 'idle');
        return element;
      }),
    );
    if (!caller || !callee) throw new Error('No elements.');
    const invited = callee.connectionId ?? '';
    for (const number of [1, 2, 3, 4, 5]) {
      callee.iceServers = provider(number);
      await callee.updateComplete;
    }
    expect(callee.connectionId).to.equal(invited);
    caller.startCall(invited);
    await reaches(callee, 'ringing');
    await callee.answer();
    await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);
    expect([...new Set(asked)]).to.deep.equal([5]);
    callee.hangup();
    await reaches(caller, 'ended');
  });
});
