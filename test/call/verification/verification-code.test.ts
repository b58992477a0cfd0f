import { expect } from '@open-wc/testing';
import { commitTo, createNonce } from '../../../src/call/verification/commitment.js';
import { EMOJI } from '../../../src/call/verification/emoji.js';
import { toVerificationCode } from '../../../src/call/verification/verification-code.js';

interface Vectors {
  readonly commitments: readonly { callId: string; nonce: string; commit: string }[];
  readonly pictures: readonly string[];
  readonly codes: readonly { bits: number; emoji: string; digits: string }[];
}

describe('What a code looks like', () => {
  let vectors: Vectors;

  before(async () => {
    const response = await fetch(new URL('../../vectors/verification-codes.json', import.meta.url));
    vectors = (await response.json()) as Vectors;
  });

  it('is what another implementation makes of the same bits', () => {
    expect(vectors.codes.length).to.be.greaterThan(15);
    for (const { bits, emoji, digits } of vectors.codes) {
      const code = toVerificationCode(bits);
      expect(code.emoji.map(({ symbol }) => symbol).join(' '), `${bits}`).to.equal(emoji);
      expect(code.digits, `${bits}`).to.equal(digits);
    }
  });

  it('has 64 pictures, of one code point each, with names of their own', () => {
    expect(EMOJI.map(([symbol]) => symbol)).to.deep.equal(vectors.pictures);
    expect(new Set(EMOJI.map(([symbol]) => symbol)).size).to.equal(64);
    expect(new Set(EMOJI.map(([, name]) => name)).size).to.equal(64);
    for (const [symbol] of EMOJI) expect([...symbol]).to.have.length(1);
  });

  it('is committed to as another implementation does', async () => {
    for (const { callId, nonce, commit } of vectors.commitments) {
      expect(await commitTo(callId, nonce)).to.equal(commit);
    }
  });

  it('is committed to with 32 random bytes, in one call alone', async () => {
    const nonces = Array.from({ length: 50 }, createNonce);
    expect(new Set(nonces).size).to.equal(50);
    for (const nonce of nonces) expect(nonce).to.match(/^[\w-]{43}$/);
    const [one, other] = vectors.commitments;
    expect(await commitTo(other!.callId, one!.nonce)).not.to.equal(one!.commit);
  });
});
