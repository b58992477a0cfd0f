import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import {
  advanceUntil,
  endedWith,
  eventsOf,
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { FakeDevices } from '../support/fake-devices.js';
import { HandmadePeer } from '../support/handmade-peer.js';

describe('`ended` is the last that is heard of a call', () => {
  const calls = useCalls();

  it('when the answer is refused', async () => {
    const pair = await calls.pair();
    pair.stop();
    const peer = new HandmadePeer(pair.bob);
    calls.cleanUp(() => peer.close());
    const outgoing = calls.place(pair);
    const seen = eventsOf(outgoing);
    await peer.invited();
    peer.say({
      type: 'accept',
      description: { type: 'answer', sdp: 'v=0' },
      offerId: 1,
      candidates: [],
      media: { microphone: true, camera: true, screen: false },
    });
    await endedWith(outgoing, 'protocol-error');
    expect(seen.at(-1)).to.equal('statechange:ended');
  });

  it('when a listener hangs up as soon as there is a picture', async () => {
    const pair = await calls.pair();
    const outgoing = calls.place(pair, { ...LOCAL, mediaDevices: new FakeDevices(calls) });
    const seen = eventsOf(outgoing);
    outgoing.addEventListener('localstream', () => outgoing.hangup());
    await until(() => outgoing.state === 'ended');
    await calls.quiet(pair.network);
    expect(seen.at(-1)).to.equal('statechange:ended');
  });

  // The fixture checks after each test that no timer is left.
  it('when the app hangs up a microtask after the connection was made', async () => {
    class Quitter extends PeerCall {
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        queueMicrotask(() => this.hangup());
        return super.createConnection(config);
      }
    }
    const clock = calls.clock();
    const pair = await calls.pair({ clock });
    pair.stop();
    const { incoming } = calls.listen(Quitter, pair.bob, { ...NO_DEVICES, clock });
    calls.place(pair, { ...NO_DEVICES, clock });
    await advanceUntil(clock, () => incoming.length === 1);
    await incoming[0]!.answer();
    expect(incoming[0]!.state).to.equal('ended');
  });

  it('when a listener hangs up because of the quality', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({ clock }, { ...NO_DEVICES, clock });
    const outgoing = calls.place(pair, { ...NO_DEVICES, clock });
    outgoing.addEventListener('qualitychange', () => outgoing.hangup());
    await advanceUntil(clock, () => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await advanceUntil(clock, () => [outgoing, incoming].every(({ state }) => state === 'ended'));
    // The last acknowledgement is out by then.
    await calls.webCrypto.pass(clock, 600);
    expect(clock.pending).to.equal(0);
  });
});
