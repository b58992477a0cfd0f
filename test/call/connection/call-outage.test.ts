import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { SignalingClient } from '../../../src/signaling/signaling-client.js';
import { NO_DEVICES, until, useCalls } from '../../support/call-fixture.js';

/** A call whose connection says what the test wants it to say of its path. */
class CuttableCall extends PeerCall {
  #connection: RTCPeerConnection | null = null;
  readonly states: string[] = [];

  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    return (this.#connection = super.createConnection(config));
  }

  protected override onStateChange(state: string): void {
    this.states.push(state);
  }

  pretend(connectionState: RTCPeerConnectionState): void {
    const connection = this.#connection as RTCPeerConnection;
    Object.defineProperty(connection, 'connectionState', {
      configurable: true,
      get: () => connectionState,
    });
    connection.dispatchEvent(new Event('connectionstatechange'));
  }
}

describe('PeerCall: the path breaks', () => {
  const calls = useCalls();

  async function connected(options: CallOptions): Promise<[CuttableCall, PeerCall]> {
    const pair = await calls.pair();
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0] as PeerCall;
    await incoming.answer();
    await until(() => outgoing.state === 'connected' && incoming.state === 'connected');
    return [outgoing, incoming];
  }

  it('reconnects, and is connected again', async () => {
    const [outgoing] = await connected({ ...NO_DEVICES, timing: { disconnectedGraceMs: 10 } });
    const probe = sinon.spy(SignalingClient.prototype, 'probe');
    outgoing.pretend('disconnected');
    await until(() => outgoing.state === 'reconnecting');
    // What has cut the call may have cut signaling too.
    expect(probe.callCount).to.equal(1);
    probe.restore();
    expect(outgoing.endReason).to.equal(null);
    outgoing.pretend('connected');
    expect(outgoing.state).to.equal('connected');
    expect(outgoing.states).to.include.members(['connecting', 'connected', 'reconnecting']);
  });

  it('delivers what is said during the outage once, over the relay', async () => {
    const [outgoing, incoming] = await connected({ ...NO_DEVICES });
    const received: string[] = [];
    incoming.addEventListener('message', ({ data }) => received.push(data));
    outgoing.pretend('failed');
    expect(outgoing.state).to.equal('reconnecting');
    const { relayMessagesSent: before } = await outgoing.getReport();
    outgoing.sendMessage('still there?');
    await until(() => received.length === 1);
    expect((await outgoing.getReport()).relayMessagesSent).to.be.greaterThan(before);
    outgoing.pretend('connected');
    outgoing.sendMessage('yes');
    await until(() => received.length === 2);
    expect(received).to.deep.equal(['still there?', 'yes']);
  });

  it('can be hung up meanwhile, and the other side hears it', async () => {
    const [outgoing, incoming] = await connected(NO_DEVICES);
    outgoing.pretend('failed');
    outgoing.hangup();
    await until(() => incoming.state === 'ended');
    expect([outgoing.endReason, incoming.endReason]).to.deep.equal(['hangup', 'hangup']);
  });

  it('ends with connection-lost on both sides when it lasts too long', async () => {
    const clock = calls.pacedClock();
    const timing = { mediaDownMs: 9_000 };
    const [outgoing, incoming] = await connected({ ...NO_DEVICES, clock, timing });
    const [connection] = calls.guard.connections as [RTCPeerConnection];
    const { sdp } = connection.localDescription!;
    outgoing.pretend('failed');
    await until(() => connection.localDescription!.sdp !== sdp, 'a restart');
    // Without any candidates of the repair it would look as if UDP were blocked.
    await until(() => connection.iceGatheringState === 'complete', 'its candidates');
    clock.speed = 20;
    await until(() => outgoing.state === 'ended' && incoming.state === 'ended');
    expect(outgoing.endReason).to.equal('connection-lost');
    expect(outgoing.error?.code).to.equal('connection-lost');
    expect(incoming.endReason).to.equal('connection-lost');
    // Each side says why as far as it can see.
    for (const { error } of [outgoing, incoming]) {
      expect([error?.code, error?.diagnosis?.cause]).to.deep.equal(['connection-lost', 'unknown']);
    }
  });
});
