import { expect } from '@open-wc/testing';
import { EMOJI } from '../../../src/call/verification/emoji.js';
import { commitTo, createNonce } from '../../../src/call/verification/commitment.js';
import { createCallId } from '../../../src/link/call-id.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { HandmadePeer } from '../../support/handmade-peer.js';

/** How much faster time goes while something is waited for that does not come. */
const HURRIED = 4;

async function bothCoded({ outgoing, incoming }: ConnectedCalls): Promise<void> {
  await until(() => outgoing.verificationCode && incoming.verificationCode, 'a code on both sides');
}

describe('The code of a call', () => {
  const calls = useCalls();

  it('is the same on both sides: five of 64 pictures, nine digits', async () => {
    const both = await calls.connect(await calls.pair());
    await bothCoded(both);
    const { emoji, digits } = both.outgoing.verificationCode!;
    expect(both.incoming.verificationCode).to.deep.equal({ emoji, digits });
    expect(emoji).to.have.length(5);
    const known = EMOJI.map(([symbol, name]) => ({ symbol, name }));
    for (const picture of emoji) expect(known).to.deep.include(picture);
    expect(digits).to.match(/^\d{9}$/);
  });

  it('is another one in another call', async () => {
    const codes: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const pair = await calls.pair();
      const both = await calls.connect(pair);
      await bothCoded(both);
      codes.push(both.outgoing.verificationCode!.digits);
      pair.stop();
    }
    expect(new Set(codes).size).to.equal(3);
  });

  it('is told by an event, and not there before the call is connected', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair);
    const told: unknown[] = [];
    both.outgoing.addEventListener('verificationchange', (event) => {
      told.push([event.verificationCode, event.verified]);
    });
    expect([both.outgoing.verificationCode, both.incoming.verificationCode]).to.deep.equal([
      null,
      null,
    ]);
    await both.incoming.answer();
    await bothCoded(both);
    expect(told).to.deep.equal([[both.outgoing.verificationCode, false]]);
  });

  it('stays over ICE restarts and a new connection, whose certificate is checked anew', async () => {
    const clock = calls.pacedClock();
    // Without a heartbeat: time that flies outruns its answers.
    const options = { ...NO_DEVICES, clock, timing: { heartbeatMs: Infinity } };
    const pair = await calls.pair();
    pair.stop();
    const heard = calls.listen(CuttableCall, pair.bob, options);
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    await until(() => heard.incoming.length === 1);
    const incoming = heard.incoming[0]!;
    await incoming.answer();
    const both = { outgoing, incoming };
    await bothConnected(both);
    await bothCoded(both);
    const { digits } = outgoing.verificationCode!;
    outgoing.connection.restartIce();
    incoming.connection.restartIce();
    await until(() => outgoing.connection.signalingState === 'stable');
    await expectAlive(both);
    outgoing.pretend('failed');
    clock.speed = 20;
    await until(() => outgoing.connections.length > 1, 'a new connection');
    clock.speed = 1;
    await until(() => incoming.connections.length > 1, 'a new connection on both sides');
    await bothConnected(both);
    await expectAlive(both);
    const codes = [outgoing, incoming].map(({ verificationCode }) => verificationCode?.digits);
    expect(codes).to.deep.equal([digits, digits]);
  });

  for (const side of ['outgoing', 'incoming'] as const) {
    it(`is confirmed by the user of the ${side} side, and not by what the other says`, async () => {
      const both = await calls.connect(await calls.pair());
      await bothCoded(both);
      const other = both[side === 'outgoing' ? 'incoming' : 'outgoing'];
      const events: unknown[] = [];
      both[side].addEventListener('verificationchange', ({ verified }) => events.push(verified));
      both[side].confirmVerification(true);
      expect([both[side].verified, other.verified, events]).to.deep.equal([
        'user',
        false,
        ['user'],
      ]);
    });

    it(`ends the call on both sides if the user of the ${side} side sees another one`, async () => {
      const both = await calls.connect(await calls.pair());
      await bothCoded(both);
      both[side].confirmVerification(false);
      expect(both[side].error?.code).to.equal('verification-failed');
      await endedWith(both.outgoing, 'verification-failed');
      await endedWith(both.incoming, 'verification-failed');
    });
  }

  it('cannot be confirmed before it is there', async () => {
    const both = await calls.ring(await calls.pair());
    expect(() => both.outgoing.confirmVerification(true))
      .to.throw()
      .with.property('code', 'invalid-state');
    expect(both.outgoing.verified).to.equal(false);
  });

  describe('with a peer that does not keep to the protocol', () => {
    /** A caller whose invitation rings, and is answered. It commits itself to `nonce`. */
    async function caller(options = NO_DEVICES, nonce = createNonce()) {
      const pair = await calls.pair({}, options);
      const peer = new HandmadePeer(pair.alice);
      calls.cleanUp(() => peer.close());
      const callId = createCallId();
      peer.converse('bob', callId);
      peer.invite(await peer.offer(), { commit: await commitTo(callId, nonce) });
      await until(() => pair.incoming.length === 1);
      const incoming = pair.incoming[0]!;
      await incoming.answer();
      return { peer, incoming, nonce };
    }

    it('ends the call if the caller reveals something else than it had committed itself to', async () => {
      const { peer, incoming } = await caller();
      await reached(incoming, 'connected');
      peer.say({ type: 'reveal', nonce: createNonce() });
      await endedWith(incoming, 'verification-failed');
      expect(incoming.error?.code).to.equal('verification-failed');
      expect(incoming.verificationCode).to.equal(null);
    });

    it('takes what is revealed once', async () => {
      const { peer, incoming, nonce } = await caller();
      await reached(incoming, 'connected');
      peer.say({ type: 'reveal', nonce });
      await until(() => incoming.verificationCode !== null);
      const { digits } = incoming.verificationCode!;
      peer.say({ type: 'reveal', nonce: createNonce() });
      peer.say({ type: 'app', data: 'after it' });
      await until(() => peer.has('confirm'));
      await until(() => peer.link.unacknowledgedCount === 0);
      expect([incoming.state, incoming.verificationCode!.digits]).to.deep.equal([
        'connected',
        digits,
      ]);
    });

    it('takes no confirmation of its own caller for one of the callee', async () => {
      const { peer, incoming } = await caller();
      await reached(incoming, 'connected');
      peer.say({ type: 'confirm' });
      peer.say({ type: 'app', data: 'after it' });
      await until(() => peer.link.unacknowledgedCount === 0);
      expect([incoming.state, incoming.verificationCode]).to.deep.equal(['connected', null]);
    });

    // For the callee the same as a relay that has changed the invitation, and lets nothing pass that could not be believed.
    it('ends the call if the caller says nothing at all after the answer', async () => {
      const clock = calls.pacedClock();
      const pair = await calls.pair({}, { ...NO_DEVICES, clock, timing: { setupMs: 5_000 } });
      const peer = new HandmadePeer(pair.alice);
      calls.cleanUp(() => peer.close());
      peer.converse('bob');
      peer.leaveChannel();
      peer.invite(await peer.offer());
      await until(() => pair.incoming.length === 1);
      pair.network.intercept = ({ from }) => (from === 'alice' ? 'drop' : 'pass');
      const incoming = pair.incoming[0]!;
      await incoming.answer();
      await until(() => incoming.state === 'connected');
      clock.speed = HURRIED;
      await until(() => incoming.state === 'ended');
      expect(incoming.endReason).to.equal('verification-failed');
    });

    it('says that there is no code if the caller reveals nothing', async () => {
      const clock = calls.pacedClock();
      const { incoming } = await caller({ ...NO_DEVICES, clock, timing: { setupMs: 5_000 } });
      const codes: string[] = [];
      incoming.addEventListener('error', ({ error }) => codes.push(error.code));
      await until(() => incoming.state === 'connected');
      clock.speed = HURRIED;
      await until(() => codes.length > 0);
      expect(codes).to.deep.equal(['verification-unavailable']);
      expect(incoming.state).to.equal('connected');
    });

    it('says that there is no code if the callee confirms nothing', async () => {
      const clock = calls.pacedClock();
      const pair = await calls.pair();
      pair.stop();
      const peer = new HandmadePeer(pair.bob);
      calls.cleanUp(() => peer.close());
      const invited = peer.invited();
      const timing = { setupMs: 5_000 };
      const outgoing = calls.place(pair, { ...NO_DEVICES, clock, timing });
      const codes: string[] = [];
      outgoing.addEventListener('error', ({ error }) => codes.push(error.code));
      await invited;
      const answer = await peer.answer();
      peer.say({ type: 'accept', media: {}, ...answer });
      await until(() => outgoing.state === 'connected');
      clock.speed = HURRIED;
      await until(() => codes.length > 0);
      expect(codes).to.deep.equal(['verification-unavailable']);
      expect([outgoing.state, outgoing.verificationCode]).to.deep.equal(['connected', null]);
    });
  });
});
