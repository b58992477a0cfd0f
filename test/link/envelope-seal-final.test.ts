import { expect } from '@open-wc/testing';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CALL_ID } from '../support/fake-path.js';
import { COMMIT } from '../support/sdp.js';
import {
  connect,
  createPair,
  HandmadeEnd,
  INVITATION,
  invite,
  message,
  onTheWire,
  ringing,
  type SealPair,
} from './seal-pair.js';

const farewell = { ...message, final: true };

describe('EnvelopeSeal: a final message', () => {
  let pair: SealPair;
  let alice: EnvelopeSeal;
  let bob: EnvelopeSeal;
  let finalMessage: Envelope;

  beforeEach(async () => {
    pair = await createPair();
    ({ alice, bob } = pair);
    await connect(pair);
    finalMessage = onTheWire(alice.sealFinal(farewell));
  });

  const isTaken = async (seal: EnvelopeSeal, mac: string | undefined) => {
    const said = onTheWire(farewell, { mac });
    const answers = [seal.isFinalAuthentic(said)];
    for (const from of ['alice', 'bob', undefined])
      answers.push(await seal.isAuthentic(said, from));
    expect(new Set(answers).size, 'at once or later, on every path').to.equal(1);
    return answers[0];
  };

  it('is taken at once, also from a new address', async () => {
    expect(finalMessage.mac).to.match(/^[\w-]{43}$/);
    expect(bob.isFinalAuthentic(finalMessage)).to.equal(true);
    for (const from of ['alice', 'alice-2', undefined]) {
      expect(await bob.isAuthentic(finalMessage, from)).to.equal(true);
    }
  });

  it('has a token that is valid in no other message', async () => {
    const { final, ...ordinary } = finalMessage;
    expect(final).to.equal(true);
    for (const forged of [ordinary, { ...ordinary, final: false }]) {
      const addressed = onTheWire(forged, { address: 'alice' });
      expect(await bob.isAuthentic(addressed, 'alice')).to.equal(false);
      expect(await bob.isAuthentic(onTheWire(forged))).to.equal(false);
    }
  });

  it('has the token of the peer: not the own, nor any other text', async () => {
    const genuine = onTheWire(await alice.seal(message, 'alice'));
    const own = bob.sealFinal(farewell).mac;
    expect(own).not.to.equal(finalMessage.mac);
    for (const mac of [own, genuine.mac, COMMIT, undefined]) {
      expect(await isTaken(bob, mac)).to.equal(false);
    }
    expect(await isTaken(bob, finalMessage.mac)).to.equal(true);
    expect(await isTaken(alice, own)).to.equal(true);
  });

  it('is not taken with a ticket, of either side', async () => {
    expect(alice.tickets).to.deep.equal({ own: bob.tickets!.peer, peer: bob.tickets!.own });
    const texts = [
      alice.tickets!.own,
      alice.tickets!.peer,
      finalMessage.mac,
      bob.sealFinal(farewell).mac,
    ];
    expect(new Set(texts).size).to.equal(4);
    for (const ticket of [alice.tickets!.own, alice.tickets!.peer]) {
      expect(ticket).to.match(/^[\w-]{43}$/);
      for (const seal of [alice, bob]) expect(await isTaken(seal, ticket)).to.equal(false);
    }
  });

  it('is not taken with the token of another call', async () => {
    const another = await createPair();
    await connect(another);
    expect(await isTaken(bob, another.alice.sealFinal(farewell).mac)).to.equal(false);
  });

  it('needs no answer: the caller can hang up while it rings', async () => {
    const caller = await HandmadeEnd.create();
    const callee = new EnvelopeSeal({
      callId: CALL_ID,
      address: 'alice',
      invitation: { key: caller.publicKey, payload: INVITATION },
    });
    await caller.meet((await callee.seal(ringing, 'bob')).key!);
    expect(await isTaken(callee, await caller.lastWord())).to.equal(true);
    expect(await isTaken(callee, COMMIT)).to.equal(false);
  });
});

describe('EnvelopeSeal: a call that goes on', () => {
  let pair: SealPair;

  beforeEach(async () => {
    pair = await createPair();
    await connect(pair);
  });

  const resume = (seal: EnvelopeSeal) =>
    new EnvelopeSeal({ callId: CALL_ID, address: 'nowhere', keys: seal.keys! });

  it('has its keys again: its envelopes, last words, tickets and code are the same', async () => {
    const { alice, bob } = pair;
    const again = resume(alice);
    const sealed = onTheWire(await again.seal(message, 'alice-9'));
    expect(sealed.key).to.equal(undefined);
    expect(await bob.isAuthentic(sealed, 'alice-9')).to.equal(true);
    const reply = onTheWire(await bob.seal(message, 'bob'));
    expect(await again.isAuthentic(reply, 'bob')).to.equal(true);
    expect(again.tickets).to.deep.equal(alice.tickets);
    expect(again.sealFinal(farewell)).to.deep.equal(alice.sealFinal(farewell));
    expect(again.isFinalAuthentic(onTheWire(bob.sealFinal(farewell)))).to.equal(true);
    const nonce = new Uint8Array(32);
    expect(await again.deriveCode(nonce)).to.equal(await bob.deriveCode(nonce));
    expect([again.isConfirmed, again.isSessionConfirmed]).to.deep.equal([true, true]);
    expect(await resume(again).isAuthentic(reply, 'bob'), 'and once more').to.equal(true);
  });

  it('takes nothing without a MAC, from anywhere', async () => {
    for (const seal of [pair.alice, pair.bob]) {
      for (const bare of [pair.invitation, message, farewell]) {
        expect(await resume(seal).isAuthentic(onTheWire(bare), 'nowhere')).to.equal(false);
      }
    }
  });

  it('takes no MAC of the early keys, neither as caller nor as callee', async () => {
    const caller = await HandmadeEnd.create();
    const bob = new EnvelopeSeal({
      callId: CALL_ID,
      address: 'alice',
      invitation: { key: caller.publicKey, payload: INVITATION },
    });
    const answer = { ...invite, payload: '{"type":"accept"}' };
    await caller.meet((await bob.seal(answer, 'bob')).key!);
    expect(await bob.isAuthentic(await caller.sealEarly(message, 'alice'), 'alice')).to.equal(true);

    const alice = new EnvelopeSeal({ callId: CALL_ID, address: 'bob' });
    const callee = await HandmadeEnd.create();
    await callee.meet((await alice.seal(invite, 'alice')).key!);
    expect(await alice.isAuthentic(await callee.sealEarly(answer, 'bob'), 'bob')).to.equal(true);

    expect([bob.keys, alice.keys], 'not confirmed yet').to.deep.equal([null, null]);
    const confirming = { ...message, seq: 7 };
    await bob.isAuthentic(await caller.sealAsCaller(confirming, 'alice'), 'alice');
    await alice.isAuthentic(await callee.sealAsCallee(confirming, 'bob'), 'bob');
    for (const content of [message, answer, invite]) {
      const early = { ...content, seq: 1 };
      const fromCaller = await caller.sealEarly(early, 'nowhere');
      const fromCallee = await callee.sealEarly(early, 'nowhere');
      expect(await resume(bob).isAuthentic(fromCaller, 'nowhere')).to.equal(false);
      expect(await resume(alice).isAuthentic(fromCallee, 'nowhere')).to.equal(false);
    }
    const session = await caller.sealAsCaller(message, 'nowhere');
    expect(await resume(bob).isAuthentic(session, 'nowhere')).to.equal(true);
    const other = await callee.sealAsCallee(message, 'nowhere');
    expect(await resume(alice).isAuthentic(other, 'nowhere')).to.equal(true);
  });
});
