import { expect } from '@open-wc/testing';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { COMMIT } from '../support/sdp.js';
import {
  ANSWER,
  answer,
  areBelieved,
  connect,
  createPair,
  HandmadeEnd,
  INVITATION,
  invite,
  message,
  onTheWire,
  ringing,
} from './seal-pair.js';

const OTHER_ANSWER = ANSWER.replace('accept', 'Accept');
const otherAnswer = { ...answer, payload: OTHER_ANSWER };

/** As an attacker would who controls the relay: one byte of it is another. */
const alter = (payload: string) => payload.replace('invite', 'Invite');

describe('EnvelopeSeal: what a caller takes for the answer', () => {
  let alice: EnvelopeSeal;
  let bob: HandmadeEnd;

  beforeEach(async () => {
    alice = new EnvelopeSeal({ callId: CALL_ID, address: 'bob' });
    const { key } = await alice.seal(invite, 'alice');
    bob = await HandmadeEnd.create();
    await bob.meet(key!);
  });

  const isTaken = (sealed: Envelope) => alice.isAuthentic(sealed, 'bob');

  async function expectSession(invitation: string, reply: string): Promise<void> {
    const next = await bob.sealAsCallee(message, 'bob', invitation, reply);
    expect(await isTaken(next)).to.equal(true);
    expect(alice.isSessionConfirmed).to.equal(true);
  }

  it('is none without a MAC, and does not keep the answer from being taken', async () => {
    const { mac, ...bare } = await bob.sealEarly(answer, 'bob');
    expect(mac).to.match(/^[\w-]{43}$/);
    expect(await isTaken(bare)).to.equal(false);
    expect(await isTaken(onTheWire(bare, { address: undefined }))).to.equal(false);
    expect(await isTaken(answer)).to.equal(false);
    expect([alice.isConfirmed, alice.keys]).to.deep.equal([false, null]);
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
  });

  it('is none with a MAC of other keys', async () => {
    const mallory = await HandmadeEnd.create();
    await mallory.meet((await alice.seal(invite, 'alice')).key!);
    expect(await isTaken(await bob.sealEarly(ringing, 'bob'))).to.equal(true);
    const forged = await mallory.sealEarly(answer, 'bob');
    for (const change of [{}, { key: bob.publicKey }, { key: undefined }, { mac: COMMIT }]) {
      expect(await isTaken(onTheWire(forged, change))).to.equal(false);
    }
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
  });

  it('is none with the keys of a transcript: nobody can know them before the answer', async () => {
    expect(await isTaken(await bob.sealAsCallee(answer, 'bob'))).to.equal(false);
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
  });

  it('is the first one only; another is refused, whichever number it has', async () => {
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
    for (const seq of [1, 2]) {
      const second = await bob.sealEarly({ ...otherAnswer, seq }, 'bob');
      expect(await isTaken(second)).to.equal(false);
    }
    expect(await isTaken(await bob.sealEarly({ ...answer, seq: 2 }, 'bob'))).to.equal(false);
    const wrong = await bob.sealAsCallee(message, 'bob', INVITATION, OTHER_ANSWER);
    expect(await isTaken(wrong)).to.equal(false);
    await expectSession(INVITATION, ANSWER);
  });

  it('is one of two that come at the same time', async () => {
    const both = [await bob.sealEarly(answer, 'bob'), await bob.sealEarly(otherAnswer, 'bob')];
    const taken = await Promise.all(both.map(isTaken));
    expect(taken.filter(Boolean)).to.have.length(1);
    await expectSession(INVITATION, taken[0] ? ANSWER : OTHER_ANSWER);
  });

  it('may come together with what follows it', async () => {
    const opening = await bob.sealEarly(answer, 'bob');
    const next = await bob.sealAsCallee(message, 'bob');
    const more = await bob.sealAsCallee(envelope({ ack: 1 }), 'bob');
    const taken = await Promise.all([opening, next, more].map(isTaken));
    expect(taken).to.deep.equal([true, true, true]);
  });

  it('may come again, with another acknowledgement and from another address', async () => {
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
    const again = await bob.sealEarly({ ...answer, ack: 2 }, 'bob-2');
    expect(await alice.isAuthentic(again, 'bob-2')).to.equal(true);
    await expectSession(INVITATION, ANSWER);
  });

  it('ends what may be said with the early keys', async () => {
    const early = await bob.sealEarly(ringing, 'bob');
    expect(await isTaken(early)).to.equal(true);
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
    for (const content of [ringing, envelope(), message, { ...answer, payload: undefined }]) {
      const late = await bob.sealEarly(onTheWire(content as Envelope), 'bob');
      expect(await isTaken(late)).to.equal(false);
    }
  });

  it('is not taken with its text changed by one letter', async () => {
    const genuine = await bob.sealEarly(answer, 'bob');
    expect(await isTaken(onTheWire(genuine, { payload: OTHER_ANSWER }))).to.equal(false);
  });

  it('counts with the very text that was sent: with another nothing that follows is taken', async () => {
    expect(await isTaken(await bob.sealEarly(answer, 'bob'))).to.equal(true);
    for (const [invitation, reply] of [
      [INVITATION, OTHER_ANSWER],
      [alter(INVITATION), ANSWER],
      [ANSWER, INVITATION],
    ] as const) {
      const next = await bob.sealAsCallee(message, 'bob', invitation, reply);
      expect(await isTaken(next)).to.equal(false);
    }
    await expectSession(INVITATION, ANSWER);
  });
});

describe('EnvelopeSeal: what a callee takes after its answer', () => {
  let alice: HandmadeEnd;
  let bob: EnvelopeSeal;

  beforeEach(async () => {
    alice = await HandmadeEnd.create();
    bob = new EnvelopeSeal({
      callId: CALL_ID,
      address: 'alice',
      invitation: { key: alice.publicKey, payload: INVITATION },
    });
    const { key } = await bob.seal(answer, 'bob');
    await alice.meet(key!);
  });

  const isTaken = (sealed: Envelope) => bob.isAuthentic(sealed, 'alice');

  it('may have a MAC of the early keys, from a caller who has not got the answer yet', async () => {
    expect(await isTaken(await alice.sealEarly(message, 'alice'))).to.equal(true);
    expect([bob.isConfirmed, bob.isSessionConfirmed]).to.deep.equal([true, false]);
  });

  it('has a MAC, whatever comes from the first address', async () => {
    const { mac: _mac, ...bare } = await alice.sealEarly(message, 'alice');
    for (const content of [bare, { ...bare, key: undefined }, message, invite, envelope()]) {
      expect(await isTaken(onTheWire(content as Envelope))).to.equal(false);
    }
    expect(bob.isConfirmed).to.equal(false);
    // Its caller may have left before it had a key.
    expect(await isTaken(onTheWire(message, { final: true }))).to.equal(true);
  });

  it('has none of the early keys any more once the caller has shown that it has the answer', async () => {
    expect(await isTaken(await alice.sealAsCaller(message, 'alice'))).to.equal(true);
    expect(bob.isSessionConfirmed).to.equal(true);
    for (const content of [message, envelope(), invite, ringing]) {
      expect(await isTaken(await alice.sealEarly(content, 'alice'))).to.equal(false);
      expect(await bob.isAuthentic(await alice.sealEarly(content))).to.equal(false);
    }
    expect(await isTaken(await alice.sealAsCaller(message, 'alice'))).to.equal(true);
  });

  it('has seen the same invitation and the same answer', async () => {
    for (const [invitation, reply] of [
      [INVITATION, OTHER_ANSWER],
      [alter(INVITATION), ANSWER],
    ] as const) {
      const sealed = await alice.sealAsCaller(message, 'alice', invitation, reply);
      expect(await isTaken(sealed)).to.equal(false);
    }
    expect(bob.isSessionConfirmed).to.equal(false);
  });
});

describe('EnvelopeSeal: an invitation that was altered on its way', () => {
  it('rings and is answered, but then neither believes the other', async () => {
    const pair = await createPair({ alter });
    const { alice, bob } = pair;
    const sealed = onTheWire(await bob.seal(answer, 'bob'));
    expect(await alice.isAuthentic(sealed, 'bob')).to.equal(true);
    expect(await areBelieved(pair)).to.deep.equal([false, false]);
    expect(await areBelieved(pair)).to.deep.equal([false, false]);
    const bare = onTheWire(await alice.seal(invite, 'alice'));
    expect(await bob.isAuthentic(bare, 'alice'), 'the invitation once more').to.equal(false);
    expect([alice.isSessionConfirmed, bob.isSessionConfirmed]).to.deep.equal([false, false]);
    const nonce = new Uint8Array(32);
    expect(await alice.deriveCode(nonce)).not.to.equal(await bob.deriveCode(nonce));
  });

  it('is another matter than one that was not: the same steps connect the two', async () => {
    const pair = await createPair();
    await connect(pair);
    const nonce = new Uint8Array(32);
    expect(await pair.alice.deriveCode(nonce)).to.equal(await pair.bob.deriveCode(nonce));
  });

  it('has no code before it is answered', async () => {
    const { alice, bob } = await createPair();
    expect(await alice.isAuthentic(onTheWire(await bob.seal(ringing, 'bob')), 'bob')).to.equal(
      true,
    );
    for (const seal of [alice, bob]) {
      const [result] = await Promise.allSettled([seal.deriveCode(new Uint8Array(32))]);
      expect(result.status).to.equal('rejected');
      expect(seal.keys).to.equal(null);
    }
  });
});
