import { expect } from '@open-wc/testing';
import { fromBase64Url, toBase64Url } from '../../src/internal/base64url.js';
import { utf8 } from '../../src/internal/utf8.js';
import {
  agreeOnKeys,
  deriveCode,
  deriveKeys,
  deriveProofKey,
  deriveTokens,
  hashTranscript,
  saltOf,
  type KeyAgreement,
  type OwnKeys,
} from '../../src/link/call-keys.js';
import { decryptText } from '../../src/link/payload-cipher.js';

interface Person {
  readonly jwk: JsonWebKey;
  readonly publicKey: string;
}

interface Direction {
  readonly earlyMac: string;
  readonly sessionMac: string;
  readonly cipher: string;
  readonly lastWord: string;
  readonly ticket: string;
}

interface Vectors {
  readonly sample: string;
  readonly callId: string;
  readonly caller: Person;
  readonly callee: Person;
  readonly invitation: string;
  readonly answer: string;
  readonly nonce: string;
  readonly transcript: string;
  readonly code: number;
  readonly derived: readonly {
    readonly secret?: string;
    readonly salt: string;
    readonly fromCaller: Direction;
    readonly fromCallee: Direction;
  }[];
  readonly proofs: readonly {
    readonly kind: string;
    readonly knowledge: string;
    readonly mac: string;
  }[];
}

async function keysOf({ jwk, publicKey }: Person): Promise<OwnKeys> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['deriveBits']);
  return { privateKey, publicKey };
}

describe('The keys of a call, as Node derives them', () => {
  let vectors: Vectors;

  before(async () => {
    // test/vectors/make-call-keys.mjs prints it.
    const response = await fetch(new URL('../vectors/call-keys.json', import.meta.url));
    vectors = (await response.json()) as Vectors;
  });

  const macOf = async (key: CryptoKey) =>
    toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(vectors.sample))));

  const transcript = () => fromBase64Url(vectors.transcript);

  type Keys = Omit<Direction, 'cipher'>;

  async function direction(agreement: KeyAgreement, side: 'own' | 'peer'): Promise<Keys> {
    const [early, session, lastWords, tickets] = await Promise.all([
      deriveKeys(agreement, 'mac'),
      deriveKeys(agreement, 'mac', transcript()),
      deriveTokens(agreement, 'last word'),
      deriveTokens(agreement, 'ticket'),
    ]);
    return {
      earlyMac: await macOf(early[side]),
      sessionMac: await macOf(session[side]),
      lastWord: lastWords[side],
      ticket: tickets[side],
    };
  }

  it('have this transcript', async () => {
    const { callId, caller, callee, invitation, answer } = vectors;
    const hash = await hashTranscript(
      callId,
      caller.publicKey,
      callee.publicKey,
      invitation,
      answer,
    );
    expect(toBase64Url(hash)).to.equal(vectors.transcript);
  });

  it('have this salt, with a secret and without', async () => {
    expect(vectors.derived).to.have.length(2);
    for (const { secret, salt } of vectors.derived) {
      expect(toBase64Url(await saltOf(vectors.callId, secret))).to.equal(salt);
    }
  });

  for (const [side, other] of [
    ['caller', 'callee'],
    ['callee', 'caller'],
  ] as const) {
    it(`are these at the ${side}’s end, with a secret and without`, async () => {
      for (const { secret, fromCaller, fromCallee } of vectors.derived) {
        const { callId, [side]: own, [other]: peer } = vectors;
        const agreement = await agreeOnKeys(callId, await keysOf(own), peer.publicKey, secret);
        const [outgoing, incoming] =
          side === 'caller' ? [fromCaller, fromCallee] : [fromCallee, fromCaller];
        const { cipher: sent, ...ownKeys } = outgoing;
        const { cipher: received, ...peerKeys } = incoming;
        expect(await direction(agreement, 'own')).to.deep.equal(ownKeys);
        expect(await direction(agreement, 'peer')).to.deep.equal(peerKeys);
        const ciphers = await deriveKeys(agreement, 'cipher', transcript());
        expect(await decryptText(ciphers.own, sent)).to.equal(vectors.sample);
        expect(await decryptText(ciphers.peer, received)).to.equal(vectors.sample);
      }
    });
  }

  it('give this code', async () => {
    const { callId, caller, callee, nonce, code } = vectors;
    const agreement = await agreeOnKeys(callId, await keysOf(caller), callee.publicKey);
    expect(await deriveCode(agreement, transcript(), fromBase64Url(nonce))).to.equal(code);
  });

  it('prove knowledge like this', async () => {
    expect(vectors.proofs.map(({ kind }) => kind)).to.deep.equal(['secret', 'token', 'ticket']);
    for (const { kind, knowledge, mac } of vectors.proofs) {
      const key = await deriveProofKey(knowledge, vectors.callId, kind);
      expect(await macOf(key), kind).to.equal(mac);
    }
  });
});
