import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { hashFields, joinFields } from '../internal/joined-fields.js';

const CURVE: EcKeyAlgorithm = { name: 'ECDH', namedCurve: 'P-256' };
const MAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const;
const KINDS: {
  readonly [Kind in 'mac' | 'cipher']: {
    type: HmacKeyGenParams | AesKeyGenParams;
    usages: KeyUsage[];
  };
} = {
  mac: { type: MAC, usages: ['sign', 'verify'] },
  cipher: { type: { name: 'AES-GCM', length: 256 }, usages: ['encrypt', 'decrypt'] },
};
const SECRET_BITS = 256;

/** These words are part of the protocol: with others the two ends would not have the same keys. */
const LABEL = 'p2p-video-call 2';

/** One end's own key pair, for one call alone. */
export interface OwnKeys {
  readonly privateKey: CryptoKey;
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
}

/** What the two ends of a call have in common, and nobody else. It can be kept in IndexedDB, but not read there. */
export interface KeyAgreement {
  readonly ownKey: string;
  readonly peerKey: string;
  /** The ECDH secret, for HKDF alone. */
  readonly material: CryptoKey;
  /** Hash of the call id and of what both sides know from elsewhere. */
  readonly salt: Uint8Array<ArrayBuffer>;
}

/** One key for each direction. */
export interface PerDirection<Value> {
  readonly own: Value;
  readonly peer: Value;
}

/** Makes a key pair for one call. */
export async function createOwnKeys(): Promise<OwnKeys> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return { privateKey, publicKey: toBase64Url(new Uint8Array(point)) };
}

/** The key that `text` stands for. Rejects if that is not a point of the curve. */
export function importPublicKey(text: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', fromBase64Url(text), CURVE, false, []);
}

/** Salt of everything that is derived for a call. With another `secret`, or none, all keys are others. */
export function saltOf(callId: string, secret = ''): Promise<Uint8Array<ArrayBuffer>> {
  return hashFields(`${LABEL} salt`, callId, secret);
}

/**
 * ECDH (NIST SP 800-56A, section 5.7.1.2), the ground for all keys of a call.
 *
 * Rejects if `peerKey` is not a point of the curve, or is our own: that would be an echo of what we sent.
 */
export async function agreeOnKeys(
  callId: string,
  { privateKey, publicKey }: OwnKeys,
  peerKey: string,
  secret?: string,
): Promise<KeyAgreement> {
  const { subtle } = crypto;
  if (peerKey === publicKey) throw new TypeError('The peer has sent our own key.');
  const point = await importPublicKey(peerKey);
  const bits = await subtle.deriveBits({ ...CURVE, public: point }, privateKey, SECRET_BITS);
  const usages: KeyUsage[] = ['deriveKey', 'deriveBits'];
  const material = await subtle.importKey('raw', bits, 'HKDF', false, usages);
  return { ownKey: publicKey, peerKey, material, salt: await saltOf(callId, secret) };
}

/**
 * Keys of one kind (HKDF, RFC 5869). HKDF's `info` names both public keys, the sender's first, so that nothing is valid in
 * the other direction, and the transcript, so that nothing is valid if the ends have not seen the same invitation and the
 * same answer. Before there is a transcript, it is empty.
 *
 * @param kind `mac`: for HMAC, which authenticates envelopes; `cipher`: for AES-256-GCM, which keeps the relay from reading
 */
export function deriveKeys(
  agreement: KeyAgreement,
  kind: keyof typeof KINDS,
  transcript = new Uint8Array(),
): Promise<PerDirection<CryptoKey>> {
  const { type, usages } = KINDS[kind];
  return inBothDirections(agreement, (sender, receiver) => {
    const algorithm = hkdf(agreement.salt, kind, sender, receiver, transcript);
    return crypto.subtle.deriveKey(algorithm, agreement.material, type, false, usages);
  });
}

/** 32 secret bytes for each direction and purpose, base64url. */
export function deriveTokens(
  agreement: KeyAgreement,
  purpose: 'last word' | 'ticket',
): Promise<PerDirection<string>> {
  return inBothDirections(agreement, async (sender, receiver) => {
    const algorithm = hkdf(agreement.salt, purpose, sender, receiver);
    const bits = await crypto.subtle.deriveBits(algorithm, agreement.material, SECRET_BITS);
    return toBase64Url(new Uint8Array(bits));
  });
}

/** The first 30 bits of what the two ends compare. `nonce` is what the caller has committed itself to. */
export async function deriveCode(
  { material }: KeyAgreement,
  transcript: Uint8Array,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const bits = await crypto.subtle.deriveBits(hkdf(nonce, 'code', transcript), material, 32);
  return new DataView(bits).getUint32(0) >>> 2;
}

/**
 * Binds everything that the two ends have said openly: the call, both keys, and the exact text of invitation and answer
 * (as ZRTP does, RFC 6189, section 4.4.1.4).
 */
export async function hashTranscript(
  callId: string,
  callerKey: string,
  calleeKey: string,
  invitation: string,
  answer: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [inviteHash, answerHash] = await Promise.all([hashFields(invitation), hashFields(answer)]);
  return hashFields(`${LABEL} transcript`, callId, callerKey, calleeKey, inviteHash, answerHash);
}

/** A key for HMAC from a secret text that has enough bits by itself. */
export async function deriveProofKey(
  knowledge: string,
  salt: string,
  purpose: string,
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', joinFields(knowledge), 'HKDF', false, [
    'deriveKey',
  ]);
  const algorithm = hkdf(joinFields(salt), purpose);
  return crypto.subtle.deriveKey(algorithm, material, MAC, false, KINDS.mac.usages);
}

function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  purpose: string,
  ...fields: (string | Uint8Array)[]
): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt, info: joinFields(LABEL, purpose, ...fields) };
}

async function inBothDirections<Value>(
  { ownKey, peerKey }: KeyAgreement,
  derive: (sender: string, receiver: string) => Promise<Value>,
): Promise<PerDirection<Value>> {
  const [own, peer] = await Promise.all([derive(ownKey, peerKey), derive(peerKey, ownKey)]);
  return { own, peer };
}
