import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { JsonValue } from '../../../src/internal/json-value.js';
import type { Envelope } from '../../../src/link/envelope.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { createInvite, readInvite } from '../../../src/call/invite-link.js';
import {
  advanceUntil,
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { HandmadePeer } from '../../support/handmade-peer.js';

const SECRET = 'both know this from elsewhere';
const KNOWING: CallOptions = { ...NO_DEVICES, secret: SECRET };

describe('A call with a secret', () => {
  const calls = useCalls();

  it('connects two who have the same one, and says so on both sides', async () => {
    const both = await calls.connect(await calls.pair({}, KNOWING), KNOWING);
    await expectAlive(both);
    expect([both.outgoing.verified, both.incoming.verified]).to.deep.equal(['secret', 'secret']);
    await until(() => both.outgoing.verificationCode && both.incoming.verificationCode);
    expect(both.outgoing.verificationCode).to.deep.equal(both.incoming.verificationCode);
  });

  it('is verified by the time the caller hears that it is connected', async () => {
    const both = await calls.ring(await calls.pair({}, KNOWING), KNOWING);
    const verified: unknown[] = [];
    both.outgoing.addEventListener('statechange', ({ state }) => {
      if (state === 'connected') verified.push(both.outgoing.verified);
    });
    await both.incoming.answer();
    await bothConnected(both);
    expect(verified).to.deep.equal(['secret']);
    await until(() => both.incoming.verified === 'secret');
  });

  it('leaves nothing running if the app hangs up when it hears that it is verified', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({}, KNOWING);
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', { ...KNOWING, clock }));
    outgoing.addEventListener('verificationchange', () => outgoing.hangup());
    await advanceUntil(clock, () => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await advanceUntil(clock, () => outgoing.state === 'ended');
    await endedWith(incoming, 'hangup');
    const reading = sinon.spy(outgoing.connection, 'getStats');
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1_000);
      await calls.quiet(pair.network);
    }
    expect(reading.callCount).to.equal(0);
  });

  it('is not said to be verified before it is connected', async () => {
    const both = await calls.ring(await calls.pair({}, KNOWING), KNOWING);
    expect([both.outgoing.verified, both.incoming.verified]).to.deep.equal([false, false]);
  });

  it('never shows the secret to the relay', async () => {
    const pair = await calls.pair({}, KNOWING);
    const sent: string[] = [];
    pair.network.intercept = ({ message }) => {
      sent.push(JSON.stringify(message));
      return 'pass';
    };
    await calls.connect(pair, KNOWING);
    expect(sent.length).to.be.greaterThan(2);
    expect(sent.filter((text) => text.includes(SECRET))).to.deep.equal([]);
  });

  it('never shows the relay what is said after the answer, not even in an outage', async () => {
    const pair = await calls.pair({}, KNOWING);
    pair.stop();
    const heard = calls.listen(CuttableCall, pair.bob, KNOWING);
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', KNOWING));
    await until(() => heard.incoming.length === 1);
    const incoming = heard.incoming[0]!;
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    const sent: string[] = [];
    pair.network.intercept = ({ message }) => {
      sent.push(JSON.stringify(message));
      return 'pass';
    };
    const texts: string[] = [];
    incoming.addEventListener('message', ({ data }) => texts.push(data));
    // The data channel is of no use: everything goes over the relay, the repair of the connection among it.
    outgoing.pretend('failed');
    incoming.pretend('failed');
    outgoing.sendMessage('a word in private');
    await until(() => texts.includes('a word in private'), 'the word to arrive');
    expect(sent).not.to.have.length(0);
    const readable = sent.filter((text) =>
      /private|payload|candidate|fingerprint|ice-pwd/.test(text),
    );
    expect(readable).to.deep.equal([]);
  });

  const others: [name: string, caller: CallOptions, callee: CallOptions][] = [
    ['the callee has another', KNOWING, { ...NO_DEVICES, secret: 'another' }],
    ['the callee has none', KNOWING, NO_DEVICES],
    ['the caller has another', { ...NO_DEVICES, secret: 'another' }, KNOWING],
    ['the caller has none', NO_DEVICES, KNOWING],
  ];
  for (const [name, caller, callee] of others) {
    it(`does not come about if ${name}: it never rings, and the caller hears why`, async () => {
      const pair = await calls.pair({}, callee);
      const outgoing = calls.place(pair, caller);
      await endedWith(outgoing, 'verification-failed');
      await calls.quiet(pair.network);
      expect(pair.incoming).to.have.length(0);
    });
  }

  it('is refused where a relay takes the proof out of the invitation', async () => {
    const pair = await calls.pair({}, KNOWING);
    pair.network.intercept = ({ to, message }) => {
      const { bySecret, ...rest } = message as object as Envelope;
      if (bySecret === undefined) return 'pass';
      void pair.alice.send(to, rest as object as JsonValue);
      return 'drop';
    };
    const outgoing = calls.place(pair, KNOWING);
    await endedWith(outgoing, 'verification-failed');
    expect(pair.incoming).to.have.length(0);
  });

  it('ends verification-failed if an answer comes from somebody who does not know it', async () => {
    const pair = await calls.pair();
    pair.stop();
    const peer = new HandmadePeer(pair.bob);
    calls.cleanUp(() => peer.close());
    const invited = peer.invited();
    const outgoing = calls.place(pair, KNOWING);
    await invited;
    const answer = await peer.answer();
    peer.say({ type: 'accept', media: {}, ...answer });
    await endedWith(outgoing, 'verification-failed');
    expect(outgoing.error?.code).to.equal('verification-failed');
  });

  it('comes about if both dial each other', async () => {
    const pair = await calls.pair({ latencyMs: 20 }, KNOWING);
    const there = calls.watch(calls.place(pair, KNOWING));
    const back = calls.watch(calls.place({ alice: pair.bob }, KNOWING, 'alice'));
    await bothConnected({ outgoing: there, incoming: back });
    await expectAlive({ outgoing: there, incoming: back });
    expect([there.verified, back.verified]).to.deep.equal(['secret', 'secret']);
  });

  it('is not mistaken for a call that rings without it', async () => {
    const pair = await calls.pair({}, NO_DEVICES);
    const both = await calls.ring(pair, NO_DEVICES);
    const back = calls.place({ alice: pair.bob }, KNOWING, 'alice');
    expect(back, 'another call').not.to.equal(both.incoming);
    await endedWith(back, 'verification-failed');
    expect(both.incoming.state).to.equal('ringing');
  });

  it('answers the call that rings with it', async () => {
    const pair = await calls.pair({}, KNOWING);
    const both = await calls.ring(pair, KNOWING);
    const back = calls.place({ alice: pair.bob }, KNOWING, 'alice');
    expect(back).to.equal(both.incoming);
    await bothConnected(both);
  });

  it('does not come about if both dial each other, one of them without it', async () => {
    const pair = await calls.pair({ latencyMs: 20 }, KNOWING);
    pair.stop();
    const there = calls.place(pair, KNOWING);
    const back = calls.place({ alice: pair.bob }, NO_DEVICES, 'alice');
    await endedWith(there, 'verification-failed');
    await endedWith(back, 'verification-failed');
  });
});

describe('An invite link', () => {
  it('carries a room and 128 bits in its fragment, other ones each time', () => {
    const one = createInvite('https://example.com/call?lang=ko#old');
    const two = createInvite(new URL('https://example.com/call'));
    expect(one.url.split('#')[0]).to.equal('https://example.com/call?lang=ko');
    expect(one.url).not.to.contain('old');
    for (const text of [one.room, one.secret, two.room, two.secret]) {
      expect(text).to.match(/^[\w-]{22}$/);
    }
    expect(new Set([one.room, one.secret, two.room, two.secret]).size).to.equal(4);
    expect(readInvite(one.url)).to.deep.equal({ room: one.room, secret: one.secret });
  });

  it('is read from the address of the page', () => {
    const { room, secret, url } = createInvite();
    const before = location.href;
    history.replaceState(null, '', url);
    try {
      expect(readInvite()).to.deep.equal({ room, secret });
    } finally {
      history.replaceState(null, '', before);
    }
    expect(readInvite()).to.equal(null);
  });

  it('is none where a part is missing, or the address is no URL', () => {
    const base = 'https://example.com/';
    for (const url of ['', '#', '#room=a', '#secret=b', '#room=&secret=b', '?room=a&secret=b']) {
      expect(readInvite(base + url), url).to.equal(null);
    }
    expect(readInvite('http://')).to.equal(null);
    expect(readInvite(`${base}#room=a&secret=b`)).to.deep.equal({ room: 'a', secret: 'b' });
  });
});
