import { expect } from '@open-wc/testing';
import { fromBase64Url, toBase64Url } from '../../src/internal/base64url.js';
import { createCallId } from '../../src/link/call-id.js';
import {
  createOwnKeys,
  deriveCallKeys,
  type DirectionKeys,
  type OwnKeys,
} from '../../src/link/call-keys.js';

const SAMPLE = new TextEncoder().encode('a sample of what is sent');

/** The MAC of a sample with the keys of one direction, and their final token. */
async function proofsOf({ macKey, finalToken }: DirectionKeys): Promise<[string, string]> {
  const mac = await crypto.subtle.sign('HMAC', macKey, SAMPLE);
  return [toBase64Url(new Uint8Array(mac)), finalToken];
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
    const here = await deriveCallKeys(callId, alice, bob.publicKey);
    const there = await deriveCallKeys(callId, bob, alice.publicKey);
    expect(await proofsOf(here.own)).to.deep.equal(await proofsOf(there.peer));
    expect(await proofsOf(here.peer)).to.deep.equal(await proofsOf(there.own));
  });

  it('differ in each direction, each call and with each peer, and so do their final tokens', async () => {
    const carol = await createOwnKeys();
    const all = await Promise.all([
      deriveCallKeys(callId, alice, bob.publicKey),
      deriveCallKeys(createCallId(), alice, bob.publicKey),
      deriveCallKeys(callId, alice, carol.publicKey),
      deriveCallKeys(callId, carol, bob.publicKey),
    ]);
    const proofs = await Promise.all(
      all.flatMap(({ own, peer }) => [proofsOf(own), proofsOf(peer)]),
    );
    expect(new Set(proofs.flat()).size).to.equal(proofs.length * 2);
  });

  it('are new for each call', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => createOwnKeys()));
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).to.equal(20);
  });

  it('have the length that an envelope has room for', async () => {
    expect(alice.publicKey).to.match(/^[\w-]{87}$/);
    const [mac, finalToken] = await proofsOf(
      (await deriveCallKeys(callId, alice, bob.publicKey)).own,
    );
    expect(mac).to.match(/^[\w-]{43}$/);
    expect(finalToken).to.match(/^[\w-]{43}$/);
  });

  it('cannot be exported', async () => {
    const { own, peer } = await deriveCallKeys(callId, alice, bob.publicKey);
    for (const key of [alice.privateKey, own.macKey, peer.macKey]) {
      expect(key.extractable).to.equal(false);
      for (const format of ['raw', 'jwk', 'pkcs8'] as const) {
        expect(await isRefused(crypto.subtle.exportKey(format as 'raw', key))).to.equal(true);
      }
    }
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
      expect(await isRefused(deriveCallKeys(callId, alice, spoilt))).to.equal(true);
    });
  }
});
