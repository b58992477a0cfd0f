import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import type { Envelope } from '../../src/link/envelope.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { endedWith, reached, until, useCalls } from '../support/call-fixture.js';
import { HostileStages, PHASES, type HostileStage } from '../support/hostile-stage.js';
import { inviteMessage, PUBLIC_KEY } from '../support/sdp.js';
import type { Victim } from '../support/stranger.js';

const ALICE: Victim = { address: 'alice', peer: 'bob' };
const BOB: Victim = { address: 'bob', peer: 'alice' };

const inviteOf = (message: unknown) => (message as { seq?: number }).seq === 1;

describe('PeerCall: a third party who knows both addresses, the call id and all past messages (T5, T18)', () => {
  const calls = useCalls();
  const stages = new HostileStages(calls);

  for (const phase of PHASES) {
    describe(`while it is ${phase}`, () => {
      let now: HostileStage;
      let watch: { expectUntouched: () => Promise<void> };

      beforeEach(async () => {
        now = await stages.stage(phase);
        watch = stages.watch(now);
      });

      it('is not touched by forgeries', async () => {
        const { sent } = now.network;
        await now.stranger.forge(now.outgoing.id, ALICE);
        // Who has not heard of the call yet can't tell who makes it: see below.
        if (phase !== 'calling') await now.stranger.forge(now.outgoing.id, BOB);
        const said = now.network.sent - sent;
        expect(said).to.be.greaterThan(500);
        await calls.quiet(now.network);
        // No more comes back to a stranger than it says.
        expect(now.network.sent - sent - said).to.be.at.most(said);
        await stages.expectRejections(now);
        await watch.expectUntouched();
      });

      it('is not touched by all messages once more, in any order, 1,000 times', async () => {
        await now.stranger.replay(
          // Whoever brings the invitation itself is the caller, as far as anybody can tell: see below.
          ({ to, message }) => phase === 'calling' && to === 'bob' && inviteOf(message),
        );
        await watch.expectUntouched();
      });

      it('does not give way to a call that claims to replace it', async () => {
        await now.stranger.intrude(now.outgoing.id, 'alice');
        // Somebody who is not in a call yet may be called by anybody.
        if (phase !== 'calling') await now.stranger.intrude(now.outgoing.id, 'bob');
        await watch.expectUntouched();
      });
    });
  }

  it('cannot bring back a call that is over, nor make its ends talk', async () => {
    const now = await stages.stage('connected');
    now.outgoing.hangup();
    await endedWith(now.calls.incoming[0]!, 'hangup');
    await calls.quiet(now.network);
    const { sent } = now.network;
    const replayed = await now.stranger.replay();
    await calls.quiet(now.network);
    // A last word is acknowledged wherever it comes from: its sender may have moved.
    const lastWords = replayed.filter(({ message }) => (message as { final?: boolean }).final);
    const replies = now.network.sent - sent - replayed.length;
    expect(replies).to.be.at.most(lastWords.length);
    expect(now.calls.incoming).to.have.length(1);
    expect(now.calls.incoming[0]!.endReason).to.equal('hangup');
  });

  for (const hasMoved of [false, true]) {
    const who = hasMoved ? 'its caller, who has moved,' : 'its caller';

    it(`does not keep a call ringing that ${who} has cancelled, whatever it sends (T20)`, async () => {
      const now = await stages.stage('ringing');
      const { callId } = now.stranger.overheard.at(-1)!.message as object as Envelope;
      const junk = { v: 2, callId, seq: 7, ack: 0, payload: '"x"' };
      for (let count = 0; count < 100; count += 1) await now.stranger.tell('bob', junk);
      await calls.quiet(now.network);
      if (hasMoved) now.alice.changeAddress('alice-2');
      now.outgoing.hangup();
      await endedWith(now.calls.incoming[0]!, 'cancelled');
    });
  }

  it('does not fill the memory with envelopes of calls that nobody has heard of (T20)', async () => {
    const now = await stages.stage('connected');
    now.outgoing.hangup();
    await endedWith(now.calls.incoming[0]!, 'hangup');
    await calls.quiet(now.network);
    const [first, last] = [createCallId(), createCallId()];
    const early = (callId: string) =>
      now.stranger.tell('bob', { v: 2, callId, seq: 2, ack: 0, payload: '{"type":"hangup"}' });
    await early(first);
    for (let count = 0; count < 1_000; count += 1) await early(createCallId());
    await early(last);
    const rings = async (callId: string) => {
      const { length } = now.calls.incoming;
      const payload = JSON.stringify(inviteMessage());
      await now.stranger.tell('bob', { v: 2, callId, seq: 1, ack: 0, payload, key: PUBLIC_KEY });
      await calls.quiet(now.network);
      return now.calls.incoming.length > length;
    };
    // What came before the invitation of the latest call is known, what came before that of the first is forgotten.
    expect(await rings(last), 'cancelled before it rang').to.equal(false);
    expect(await rings(first)).to.equal(true);
  });

  describe('who has its invitation before the peer has', () => {
    async function stolen(): Promise<{ now: HostileStage; copy: Envelope }> {
      const now = await stages.stage('calling');
      const invitation = now.stranger.overheard.findLast(
        ({ to, message }) => to === 'bob' && inviteOf(message),
      );
      const copy = { ...(invitation!.message as object as Envelope), address: 'mallory' };
      return { now, copy };
    }

    // Nobody can tell the caller from somebody with its invitation, except by what it can do with the answer.
    it('is left out of the call that it makes ring', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', copy);
      await until(() => now.calls.incoming.length === 1);
      await expectComesAbout(now);
    });

    it('cannot end the call that it has made ring', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', copy);
      await until(() => now.calls.incoming.length === 1);
      const payload = '{"type":"hangup","reason":"cancelled"}';
      await now.stranger.tell('bob', { ...copy, seq: 2, payload });
      await now.stranger.tell('bob', { ...copy, seq: 2, payload, final: true });
      await calls.quiet(now.network);
      await expectComesAbout(now);
    });

    it('cannot have the call refused', async () => {
      const { now, copy } = await stolen();
      await now.stranger.tell('bob', { ...copy, payload: JSON.stringify(inviteMessage('v=0')) });
      await now.stranger.tell('bob', { ...copy, key: undefined });
      await calls.quiet(now.network);
      await expectComesAbout(now);
    });

    /** Bob may have heard it ring for the stranger before. */
    async function expectComesAbout({ outgoing, calls: heard, goOn }: HostileStage): Promise<void> {
      goOn();
      const answered = new Set<PeerCall>();
      await until(() => {
        for (const call of heard.incoming) {
          if (call.state !== 'ringing' || answered.has(call)) continue;
          answered.add(call);
          void call.answer();
        }
        return ['connected', 'ended'].includes(outgoing.state);
      }, 'the call to come about');
      expect([outgoing.state, outgoing.endReason]).to.deep.equal(['connected', null]);
      await reached(heard.incoming.at(-1)!, 'connected');
      expect(heard.incoming.at(-1)!.peerId).to.equal('alice');
    }
  });
});
