import { expect } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import { PeerCall } from '../../src/call/peer-call.js';
import {
  bothConnected,
  endedWith,
  eventsOf,
  expectAlive,
  LOCAL,
  messagesOf,
  NO_DEVICES,
  reached,
  statesOf,
  until,
  useCalls,
} from '../support/call-fixture.js';

describe('PeerCall', () => {
  const calls = useCalls();

  for (const side of ['outgoing', 'incoming'] as const) {
    it(`goes from ring to end, and the ${side} side hangs up`, async () => {
      const pair = await calls.pair({}, LOCAL);
      const outgoing = calls.place(pair, LOCAL);
      const outgoingStates = statesOf(outgoing);
      expect([outgoing.state, outgoing.direction, outgoing.peerId]).to.deep.equal([
        'calling',
        'outgoing',
        'bob',
      ]);
      await reached(outgoing, 'ringing');
      const [incoming] = pair.incoming as [PeerCall];
      const incomingStates = statesOf(incoming);
      expect([incoming.state, incoming.direction, incoming.peerId, incoming.id]).to.deep.equal([
        'ringing',
        'incoming',
        'alice',
        outgoing.id,
      ]);
      await incoming.answer();
      await bothConnected({ outgoing, incoming });
      await expectAlive({ outgoing, incoming });

      const both = { outgoing, incoming };
      both[side].hangup();
      expect(both[side].state).to.equal('ended');
      for (const call of [outgoing, incoming]) await endedWith(call, 'hangup');
      expect(outgoingStates).to.deep.equal(['ringing', 'connecting', 'connected', 'ended']);
      expect(incomingStates).to.deep.equal(['connecting', 'connected', 'ended']);
      expect([outgoing.error, incoming.error]).to.deep.equal([null, null]);
    });
  }

  it('shows the peer’s picture and lets it be heard', async () => {
    const pair = await calls.pair({}, LOCAL);
    const { outgoing, incoming } = await calls.connect(pair, LOCAL);
    for (const call of [outgoing, incoming]) {
      const stream = call.remoteStream!;
      const video = document.createElement('video');
      Object.assign(video, { muted: true, autoplay: true, srcObject: stream });
      document.body.append(video);
      calls.cleanUp(() => video.remove());
      await until(() => video.videoWidth > 2, 'frames');
      expect(stream.getTracks().map(({ kind }) => kind)).to.deep.equal(['audio', 'video']);
      await until(() => !stream.getAudioTracks()[0]!.muted, 'sound');
      expect(call.localStream!.getTracks()).to.have.length(2);
    }
  });

  it('takes at most 5 relayed messages, whichever side hangs up', async () => {
    for (const side of ['outgoing', 'incoming'] as const) {
      // What is late is sent again, as it should be. Here nothing is late, however busy the machine is.
      const clock = calls.pacedClock();
      clock.speed = 0.05;
      const options = { ...NO_DEVICES, clock };
      const pair = await calls.pair({}, options);
      const both = await calls.connect(pair, options);
      both.outgoing.sendMessage('over the data channel');
      const received = messagesOf(both.incoming);
      await until(() => received.length === 1);
      const answered = messagesOf(both.outgoing);
      both.incoming.sendMessage('and back, with the acknowledgement of what came before');
      await until(() => answered.length === 1);
      both[side].hangup();
      await endedWith(both.outgoing, 'hangup');
      await endedWith(both.incoming, 'hangup');
      await calls.quiet(pair.network);
      expect(pair.network.sent, `${side} hangs up`).to.be.at.most(5);
      pair.stop();
    }
  });

  describe('before it is connected', () => {
    it('is declined', async () => {
      const pair = await calls.pair();
      const { outgoing, incoming } = await calls.ring(pair);
      incoming.reject();
      expect(incoming.endReason).to.equal('declined');
      await endedWith(outgoing, 'declined');
      expect(calls.guard.connections).to.have.length(1);
    });

    it('is declined by hanging up, or for a reason of the app', async () => {
      const pair = await calls.pair();
      const first = await calls.ring(pair);
      first.incoming.hangup();
      await endedWith(first.outgoing, 'declined');
      const second = await calls.ring(pair);
      second.incoming.reject('busy');
      await endedWith(second.outgoing, 'busy');
    });

    it('is cancelled', async () => {
      const pair = await calls.pair();
      const { outgoing, incoming } = await calls.ring(pair);
      outgoing.hangup();
      expect(outgoing.endReason).to.equal('cancelled');
      await endedWith(incoming, 'cancelled');
      expect(() => incoming.reject()).not.to.throw();
    });

    it('never rings if it is cancelled at once', async () => {
      const pair = await calls.pair({ latencyMs: 5 });
      calls.place(pair).hangup();
      const second = calls.place(pair);
      await reached(second, 'ringing');
      expect(pair.incoming).to.have.length(1);
      expect(pair.incoming[0]!.id).to.equal(second.id);
    });

    it('meets a busy line, while that one goes on', async () => {
      const pair = await calls.pair();
      const carol = await calls.client(pair.network, 'carol');
      const first = await calls.ring(pair);
      await endedWith(calls.watch(PeerCall.place(carol, 'bob', NO_DEVICES)), 'busy');
      expect(first.incoming.state).to.equal('ringing');
      await first.incoming.answer();
      await bothConnected(first);
      await endedWith(calls.watch(PeerCall.place(carol, 'bob', NO_DEVICES)), 'busy');
      await expectAlive(first);
      expect(pair.incoming).to.have.length(1);
    });

    it('meets a busy line while the other side calls somebody else', async () => {
      const pair = await calls.pair();
      const carol = await calls.client(pair.network, 'carol');
      const outgoing = calls.watch(PeerCall.place(pair.bob, 'alice', NO_DEVICES));
      await endedWith(calls.watch(PeerCall.place(carol, 'bob', NO_DEVICES)), 'busy');
      expect(outgoing.state).to.equal('calling');
    });

    it('ends at once if nobody has the address', async () => {
      const pair = await calls.pair();
      const outgoing = calls.place(pair, NO_DEVICES, 'nobody');
      await endedWith(outgoing, 'peer-unavailable');
      expect(outgoing.error?.code).to.equal('peer-unavailable');
    });

    it('ends if signaling is closed, before or during the call for it', async () => {
      const network = calls.network();
      const closed = network.connect('carol');
      const never = calls.watch(PeerCall.place(closed, 'bob', NO_DEVICES));
      await endedWith(never, 'signaling-failed');
      expect(never.error?.code).to.equal('signaling-failed');
      const pair = await calls.pair();
      const { outgoing, incoming } = await calls.ring(pair);
      pair.alice.close();
      expect(outgoing.endReason).to.equal('signaling-failed');
      pair.bob.close();
      expect(incoming.endReason).to.equal('signaling-failed');
    });

    it('waits for signaling that is still opening', async () => {
      const pair = await calls.pair();
      const carol = pair.network.connect('carol');
      const opened = carol.open();
      expect(carol.state).to.equal('connecting');
      const outgoing = calls.watch(PeerCall.place(carol, 'bob', NO_DEVICES));
      await opened;
      await reached(outgoing, 'ringing');
    });

    it('waits for signaling that is interrupted, on both sides', async () => {
      const pair = await calls.pair();
      pair.alice.interrupt();
      const outgoing = calls.place(pair);
      await until(() => calls.guard.connections[0]?.iceGatheringState === 'complete');
      pair.alice.restore('alice-2');
      await reached(outgoing, 'ringing');
      const [incoming] = pair.incoming as [PeerCall];
      pair.bob.interrupt();
      const answered = incoming.answer();
      await until(() => calls.guard.connections[1]?.iceGatheringState === 'complete');
      pair.bob.restore('bob-2');
      await answered;
      await bothConnected({ outgoing, incoming });
      expect(outgoing.peerId).to.equal('bob-2');
    });
  });

  it('says why an argument or a moment is wrong', async () => {
    const pair = await calls.pair();
    for (const peerId of ['', 'alice', undefined as unknown as string]) {
      expect(() => PeerCall.place(pair.alice, peerId, NO_DEVICES))
        .to.throw(CallError)
        .with.property('code', 'invalid-argument');
    }
    const invalidState = { code: 'invalid-state' };
    const codeOf = (promise: Promise<void>) =>
      promise.then(
        () => ({ code: 'none' }),
        ({ code }: CallError) => ({ code }),
      );
    expect(() => PeerCall.listen(pair.bob, () => undefined)).to.throw(CallError);
    const { outgoing, incoming } = await calls.ring(pair);
    expect(await codeOf(outgoing.answer())).to.deep.equal(invalidState);
    expect(await codeOf(incoming.setCameraEnabled(true))).to.deep.equal(invalidState);
    expect(() => outgoing.sendMessage('too early'))
      .to.throw(CallError)
      .with.property('code', 'invalid-state');
    await incoming.answer();
    expect(await codeOf(incoming.answer())).to.deep.equal(invalidState);
    incoming.hangup();
    expect(await codeOf(incoming.answer())).to.deep.equal(invalidState);
    expect(await codeOf(incoming.setMicrophoneEnabled(true))).to.deep.equal(invalidState);
  });

  it('is silent after its end', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair);
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
    const seen = [...[outgoing, incoming].map(eventsOf)];
    outgoing.hangup();
    incoming.reject();
    await calls.quiet(pair.network);
    expect(seen).to.deep.equal([[], []]);
  });
});
