import { expect } from '@open-wc/testing';
import { decryptText, encryptText } from '../../src/link/payload-cipher.js';
import { MAX_ENVELOPE_BYTES } from '../../src/link/envelope.js';

const createKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

describe('The text of an envelope that goes over the relay', () => {
  it('is read with the same key, and another one each time', async () => {
    const key = await createKey();
    const text = '{"type":"app","data":"안녕 👋"}';
    const [one, two] = [await encryptText(key, text), await encryptText(key, text)];
    expect(one).not.to.equal(two);
    expect([await decryptText(key, one), await decryptText(key, two)]).to.deep.equal([text, text]);
    expect(one).to.match(/^[\w-]+$/);
  });

  it('is not read with another key, nor if it was changed', async () => {
    const [key, other] = [await createKey(), await createKey()];
    const cipher = await encryptText(key, 'text');
    const changed = cipher.slice(0, -3) + (cipher.at(-3) === 'A' ? 'B' : 'A') + cipher.slice(-2);
    const results = await Promise.allSettled([
      decryptText(other, cipher),
      decryptText(key, changed),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
  });

  it('fits into a frame of the relay, with room for the rest', async () => {
    const cipher = await encryptText(await createKey(), 'x'.repeat(MAX_ENVELOPE_BYTES));
    expect(cipher.length).to.be.below(30_000 - 800);
  });
});
