import { expect, fixture, fixtureSync, html } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import { createMemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { FakedElement, idleElement, reaches } from './fixtures.js';
import { MyCall, MyElement } from './my-element.js';
import '../../src/element/define.js';
import { until } from '../support/until.js';

/** On signaling that needs no server. */
class ElementOnRelay extends MyElement {
  relay: ReturnType<typeof createMemorySignaling> | null = null;

  protected override createSignaling(): SignalingClient | null {
    return this.relay?.connect() ?? null;
  }
}

customElements.define('my-video-call', ElementOnRelay);

describe('P2pVideoCallElement: factory hooks', () => {
  it('two elements of a subclass ring each other with calls of its own class', async () => {
    const relay = createMemorySignaling();
    const [caller, callee] = await Promise.all(
      [1, 2].map(async () => {
        const element = document.createElement('my-video-call') as ElementOnRelay;
        element.relay = relay;
        element.iceServers = [];
        element.audio = false;
        element.video = false;
        const parent = fixtureSync(html`<div></div>`);
        parent.append(element);
        await reaches(element, 'idle');
        return element;
      }),
    );
    if (!caller || !callee) throw new Error('No elements.');
    caller.startCall(callee.connectionId ?? '');
    await Promise.all([reaches(caller, 'ringing'), reaches(callee, 'ringing')]);
    expect(caller.call).to.be.instanceOf(MyCall);
    expect(callee.call).to.be.instanceOf(MyCall);

    await callee.answer();
    await Promise.all([reaches(caller, 'connected'), reaches(callee, 'connected')]);

    callee.hangup();
    await Promise.all([reaches(caller, 'ended'), reaches(callee, 'ended')]);
    expect(caller.call?.endReason).to.equal('hangup');
  });

  it('`PeerCall` refuses no address and the own one; the element says so', async () => {
    const element = document.createElement('my-video-call') as ElementOnRelay;
    element.relay = createMemorySignaling();
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    fixtureSync(html`<div></div>`).append(element);
    await reaches(element, 'idle');
    expect(element.startCall('')).to.equal(null);
    expect(element.startCall(element.connectionId ?? '')).to.equal(null);
    expect(codes).to.deep.equal(['invalid-argument', 'invalid-argument']);
    expect(element.state).to.equal('idle');
  });

  it('the class itself is made of `PeerCall` and the API Gateway client', async () => {
    const element = await fixture<P2pVideoCallElement>(
      html`<p2p-video-call endpoint="ws://127.0.0.1:9/"></p2p-video-call>`,
    );
    expect(element).to.be.instanceOf(P2pVideoCallElement);
    await until(() => element.signaling !== null);
    expect(element.signaling?.constructor.name).to.equal('ApiGatewaySignalingClient');
  });

  it('a listener that can not be made leaves outgoing calls', async () => {
    const errors: string[] = [];
    class Deaf extends FakedElement {
      protected override createCallListener(): () => void {
        throw new CallError('invalid-state', 'Somebody listens already.');
      }
    }
    customElements.define('deaf-video-call', Deaf);
    const element = new Deaf();
    element.addEventListener('call-error', ({ error }) => errors.push(error.code));
    element.endpoint = 'wss://example.test';
    fixtureSync(html`<div></div>`).append(element);
    await reaches(element, 'idle');
    expect(errors).to.deep.equal(['invalid-state']);
    expect(element.startCall('peer-1')).to.not.equal(null);
  });

  it('hands its servers to the listener, anew when they change', async () => {
    const element = await idleElement();
    expect(element.listenOptions).to.deep.equal({ audio: true, video: true });
    element.iceServers = [{ urls: 'stun:example.test' }];
    await until(() => element.listenOptions?.iceServers !== undefined);
    expect(element.listeningOn).to.have.length(1);
  });

  it('registers once, whoever loads it twice', async () => {
    const before = customElements.get('p2p-video-call');
    await import('../../src/index.js');
    expect(before).to.equal(P2pVideoCallElement);
    expect(customElements.get('p2p-video-call')).to.equal(before);
  });
});
