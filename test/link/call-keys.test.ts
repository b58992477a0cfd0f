import { expect } from '@open-wc/testing';
import { fromBase64Url, toBase64Url } from '../../src/internal/base64url.js';
import { utf8 } from '../../src/internal/utf8.js';
import { createCallId } from '../../src/link/call-id.js';
import {
  agreeOnKeys,
  createOwnKeys,
  deriveCode,
  deriveKeys,
  deriveTokens,
  hashTranscript,
  importPublicKey,
  type KeyAgreement,
  type OwnKeys,
} from '../../src/link/call-keys.js';

const SAMPLE = utf8('a sample of what is sent');
const TRANSCRIPT = new Uint8Array(32).fill(7);

async function macOf(key: CryptoKey): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, SAMPLE)));
}

/** What an agreement gives for one direction: MACs of a sample before and with a transcript, and both tokens. */
async function proofsOf(agreement: KeyAgreement, side: 'own' | 'peer'): Promise<string[]> {
  const early = await deriveKeys(agreement, 'mac');
  const session = await deriveKeys(agreement, 'mac', TRANSCRIPT);
  return [
    await macOf(early[side]),
    await macOf(session[side]),
    (await deriveTokens(agreement, 'last word'))[side],
    (await deriveTokens(agreement, 'ticket'))[side],
  ];
}

async function isRefused(promise: Promise<unknown>): Promise<boolean> {
  const [result] = await Promise.allSettled([promise]);
  return result.status === 'rejected';
}

describe('The keys of a call', () => {
  const callId = createCallId();
  let alice: OwnKeys;
  let bob: OwnKeys;

  before(async () => {
    [alice, bob] = await Promise.all([createOwnKeys(), createOwnKeys()]);
  });

  it('are the same on both ends, with own and peer swapped', async () => {
    const here = await agreeOnKeys(callId, alice, bob.publicKey, 'secret');
    const there = await agreeOnKeys(callId, bob, alice.publicKey, 'secret');
    expect(await proofsOf(here, 'own')).to.deep.equal(await proofsOf(there, 'peer'));
    expect(await proofsOf(here, 'peer')).to.deep.equal(await proofsOf(there, 'own'));
  });

  it('differ in each direction, each call, with each peer, each secret and each purpose', async () => {
    const carol = await createOwnKeys();
    const all = await Promise.all([
      agreeOnKeys(callId, alice, bob.publicKey),
      agreeOnKeys(callId, alice, bob.publicKey, 'a secret'),
      agreeOnKeys(callId, alice, bob.publicKey, 'another secret'),
      agreeOnKeys(createCallId(), alice, bob.publicKey),
      agreeOnKeys(callId, alice, carol.publicKey),
      agreeOnKeys(callId, carol, bob.publicKey),
    ]);
    const proofs = await Promise.all(
      all.flatMap((agreement) => [proofsOf(agreement, 'own'), proofsOf(agreement, 'peer')]),
    );
    expect(new Set(proofs.flat()).size).to.equal(all.length * 2 * 4);
  });

  it('differ with each transcript', async () => {
    const agreement = await agreeOnKeys(callId, alice, bob.publicKey);
    const other = TRANSCRIPT.map((byte, at) => (at === 31 ? byte ^ 1 : byte));
    const keys = await Promise.all(
      [new Uint8Array(), TRANSCRIPT, other].map((transcript) =>
        deriveKeys(agreement, 'mac', transcript),
      ),
    );
    const macs = await Promise.all(keys.flatMap(({ own, peer }) => [macOf(own), macOf(peer)]));
    expect(new Set(macs).size).to.equal(6);
  });

  it('are new for each call', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => createOwnKeys()));
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).to.equal(20);
  });

  it('have the length that an envelope has room for', async () => {
    expect(alice.publicKey).to.match(/^[\w-]{87}$/);
    const agreement = await agreeOnKeys(callId, alice, bob.publicKey);
    for (const proof of await proofsOf(agreement, 'own')) expect(proof).to.match(/^[\w-]{43}$/);
  });

  it('cannot be exported', async () => {
    const agreement = await agreeOnKeys(callId, alice, bob.publicKey);
    const macKeys = await deriveKeys(agreement, 'mac', TRANSCRIPT);
    for (const key of [alice.privateKey, agreement.material, macKeys.own, macKeys.peer]) {
      expect(key.extractable).to.equal(false);
      for (const format of ['raw', 'jwk', 'pkcs8'] as const) {
        expect(await isRefused(crypto.subtle.exportKey(format as 'raw', key))).to.equal(true);
      }
    }
  });

  it('do not come about with an echo of the own public key', async () => {
    expect(await isRefused(agreeOnKeys(callId, alice, alice.publicKey))).to.equal(true);
  });

  const wrongKeys: Record<string, (key: Uint8Array<ArrayBuffer>) => Uint8Array> = {
    'off the curve': (key) => key.map((byte, at) => (at === 64 ? byte ^ 1 : byte)),
    'all zero': () => new Uint8Array(65),
    'the point at infinity': () => new Uint8Array(65).map((_, at) => (at === 0 ? 4 : 0)),
    'of another form': (key) => key.map((byte, at) => (at === 0 ? 6 : byte)),
    'too short': (key) => key.slice(0, 64),
    empty: () => new Uint8Array(),
  };
  for (const [name, spoil] of Object.entries(wrongKeys)) {
    it(`are refused to a peer whose public key is ${name}`, async () => {
      const spoilt = toBase64Url(spoil(fromBase64Url(bob.publicKey)));
      expect(await isRefused(agreeOnKeys(callId, alice, spoilt))).to.equal(true);
      expect(await isRefused(importPublicKey(spoilt)), 'before it rings').to.equal(true);
    });
  }
});

describe('The transcript of a call', () => {
  const parts = ['call id', 'caller’s key', 'callee’s key', 'invitation', 'answer'] as const;
  const hashOf = async (texts: readonly string[]) =>
    toBase64Url(await hashTranscript(...(texts as [string, string, string, string, string])));

  for (const [at, part] of parts.entries()) {
    it(`is another one with another ${part}, be it by one letter`, async () => {
      const changed = parts.map((text, index) => (index === at ? `${text} ` : text));
      expect(await hashOf(changed)).not.to.equal(await hashOf(parts));
    });
  }

  it('is another one if two of its parts change places, or a letter goes from one to the next', async () => {
    const seen = new Set([await hashOf(parts)]);
    for (let at = 0; at < parts.length - 1; at += 1) {
      const [here, next] = [parts[at]!, parts[at + 1]!];
      seen.add(await hashOf(parts.with(at, next).with(at + 1, here)));
      seen.add(
        await hashOf(
          parts.with(at, (here + next[0]!) as never).with(at + 1, next.slice(1) as never),
        ),
      );
    }
    expect(seen.size).to.equal(1 + 2 * (parts.length - 1));
  });
});

describe('The code of a call', () => {
  const nonce = new Uint8Array(32).fill(1);

  it('is the same on both ends, has 30 bits, and depends on nonce and transcript', async () => {
    const callId = createCallId();
    const [alice, bob] = await Promise.all([createOwnKeys(), createOwnKeys()]);
    const here = await agreeOnKeys(callId, alice, bob.publicKey);
    const there = await agreeOnKeys(callId, bob, alice.publicKey);
    const code = await deriveCode(here, TRANSCRIPT, nonce);
    expect(await deriveCode(there, TRANSCRIPT, nonce)).to.equal(code);
    const others = await Promise.all([
      deriveCode(
        here,
        TRANSCRIPT,
        nonce.map((byte) => byte ^ 1),
      ),
      deriveCode(
        here,
        TRANSCRIPT.map((byte) => byte ^ 1),
        nonce,
      ),
    ]);
    expect(new Set([code, ...others]).size).to.equal(3);
    for (const each of [code, ...others]) {
      expect(Number.isInteger(each) && each >= 0 && each < 2 ** 30).to.equal(true);
    }
  });
});
