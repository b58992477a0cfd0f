import { expect } from '@open-wc/testing';
import type { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { CallerKnowledge } from '../../src/link/invite-proof.js';
import { envelope } from '../support/fake-path.js';
import {
  answer,
  areBelieved,
  connect,
  createPair,
  message,
  onTheWire,
  ringing,
} from './seal-pair.js';

const SECRET = 'only the two of us know';

describe('EnvelopeSeal: a call with a secret', () => {
  it('comes about if both sides have the same', async () => {
    const pair = await createPair({ alice: { secret: SECRET }, bob: { secret: SECRET } });
    await connect(pair);
    const nonce = new Uint8Array(32);
    expect(await pair.alice.deriveCode(nonce)).to.equal(await pair.bob.deriveCode(nonce));
  });

  it('does not depend on what else the caller knows', async () => {
    await connect(await createPair({ alice: { token: 'token', ticket: 'ticket' } }));
  });

  const others: Record<string, { alice?: CallerKnowledge; bob?: CallerKnowledge }> = {
    'with another secret': { alice: { secret: SECRET }, bob: { secret: `${SECRET}.` } },
    'whose caller alone has one': { alice: { secret: SECRET } },
    'whose callee alone has one': { bob: { secret: SECRET } },
    'with the secret as a token on one side': { alice: { secret: SECRET }, bob: { token: SECRET } },
  };
  for (const [name, knowledge] of Object.entries(others)) {
    it(`${name} has nothing authentic in either direction`, async () => {
      const pair = await createPair(knowledge);
      const { alice, bob } = pair;
      for (const content of [ringing, answer, envelope({ ack: 1 }), message]) {
        const fromBob = onTheWire(await bob.seal(content, 'bob'));
        expect(await alice.isAuthentic(fromBob, 'bob')).to.equal(false);
      }
      expect(await areBelieved(pair)).to.deep.equal([false, false]);
      const farewell = { ...message, final: true };
      expect(await alice.isAuthentic(onTheWire(bob.sealFinal(farewell)), 'bob')).to.equal(false);
      expect(await bob.isAuthentic(onTheWire(alice.sealFinal(farewell)), 'alice')).to.equal(false);
      expect([alice.isConfirmed, bob.isConfirmed]).to.deep.equal([false, false]);
    });
  }
});

describe('EnvelopeSeal: an answer by somebody without the secret of the call', () => {
  let alice: EnvelopeSeal;
  let bob: EnvelopeSeal;

  beforeEach(async () => {
    ({ alice, bob } = await createPair({ alice: { secret: SECRET } }));
  });

  const sealed = async (content = answer) => onTheWire(await bob.seal(content, 'bob'));

  it('is recognised, before and after it was checked', async () => {
    const wrong = await sealed();
    expect(alice.isAnswerWithoutSecret(wrong, 'bob')).to.equal(true);
    expect(await alice.isAuthentic(wrong, 'bob')).to.equal(false);
    expect(alice.isAnswerWithoutSecret(wrong, 'bob')).to.equal(true);
  });

  it('comes from the address that was dialled', async () => {
    expect(alice.isAnswerWithoutSecret(await sealed(), 'mallory')).to.equal(false);
  });

  it('has a MAC', async () => {
    const { mac: _mac, ...bare } = await sealed();
    expect(alice.isAnswerWithoutSecret(bare, 'bob')).to.equal(false);
    expect(alice.isAnswerWithoutSecret(answer, 'bob')).to.equal(false);
  });

  it('is the first message: no notice, and nothing that may have overtaken the true answer', async () => {
    const first = await sealed();
    expect(alice.isAnswerWithoutSecret(await sealed(ringing), 'bob')).to.equal(false);
    expect(alice.isAnswerWithoutSecret(await sealed(message), 'bob')).to.equal(false);
    const unnumbered = onTheWire(first, { seq: undefined });
    expect(alice.isAnswerWithoutSecret(unnumbered, 'bob')).to.equal(false);
    const empty = onTheWire(first, { payload: undefined });
    expect(alice.isAnswerWithoutSecret(empty, 'bob')).to.equal(false);
  });

  it('does not come after the answer', async () => {
    const pair = await createPair({ alice: { secret: SECRET }, bob: { secret: SECRET } });
    await connect(pair);
    expect(pair.alice.isAnswerWithoutSecret(await sealed(), 'bob')).to.equal(false);
  });

  it('says nothing to a caller without a secret, or to a callee', async () => {
    const plain = await createPair({ bob: { secret: SECRET } });
    const wrong = onTheWire(await plain.bob.seal(answer, 'bob'));
    expect(plain.alice.isAnswerWithoutSecret(wrong, 'bob')).to.equal(false);
    expect(plain.bob.isAnswerWithoutSecret(onTheWire(wrong), 'alice')).to.equal(false);
  });
});
