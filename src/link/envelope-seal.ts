import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';
import { createOwnKeys, deriveCallKeys, type CallKeys, type OwnKeys } from './call-keys.js';
import type { Envelope } from './envelope.js';

export interface EnvelopeSealOptions {
  readonly callId: string;
  /** The peer's address at first, as the relay stamps it. Until there are keys, only envelopes from there are taken. */
  readonly address: string;
  /** The public key that came with the invitation; absent on the caller's side. */
  readonly peerKey?: string | undefined;
  /** The keys of a call that goes on after a reload; both ends have confirmed them. */
  readonly keys?: CallKeys | undefined;
}

/**
 * Authenticates the envelopes of one call that go over the relay: adds a proof to our own, and tells the peer's from
 * everybody else's. The data channel needs none of this: DTLS and the pinned fingerprint do the same there.
 *
 * Each end sends its public key until the other has confirmed the keys (key confirmation, NIST SP 800-56A). Before
 * that, an envelope is taken if it comes from the address that the call began with, which the relay stamps on it. After
 * that it is taken only with a MAC, which covers the sender's own address too, or, if it is a final message, with the
 * sender's token. So neither a forgery nor a replay from another address is ever taken.
 */
export class EnvelopeSeal {
  // Not the whole options: the router keeps a seal for longer than the other objects in them should live.
  readonly #callId: string;
  readonly #address: string;
  /** `null` for a call that goes on: it has its keys already. */
  readonly #ownKeys: Promise<OwnKeys> | null;
  #peerKey: string | null = null;
  #agreement: Promise<CallKeys> | null = null;
  #keys: CallKeys | null = null;
  #isConfirmed = false;

  constructor(options: EnvelopeSealOptions) {
    const { callId, address, keys, peerKey } = options;
    this.#callId = callId;
    this.#address = address;
    this.#ownKeys = keys ? null : createOwnKeys();
    // A failure is reported by `seal()`; without this line it would also be an unhandled rejection.
    this.#ownKeys?.catch(() => undefined);
    if (keys) {
      this.#keys = keys;
      this.#agreement = Promise.resolve(keys);
      this.#isConfirmed = true;
    }
    if (peerKey) this.#agree(peerKey);
  }

  /** Whether the peer has proved that it has the keys of this call. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** The keys that both ends have agreed on; `null` before that. */
  get keys(): CallKeys | null {
    return this.#keys;
  }

  /**
   * Seals a final message synchronously: the page may be gone in a moment. Before there are keys it goes without proof,
   * and the peer takes it because of the address that it comes from.
   */
  sealFinal(envelope: Envelope): Envelope {
    return this.#keys ? { ...envelope, mac: this.#keys.own.finalToken } : envelope;
  }

  /** @returns the envelope with its proof; rejects if the browser has no WebCrypto or the peer's key is invalid */
  async seal(envelope: Envelope, address: string): Promise<Envelope> {
    const own = await this.#ownKeys;
    const keys = await this.#agreement;
    const ownKey = own && !this.#isConfirmed ? { key: own.publicKey } : {};
    const addressed = { ...envelope, address, ...ownKey };
    if (keys === null) return addressed;
    const mac = await crypto.subtle.sign('HMAC', keys.own.macKey, signedBytes(addressed));
    return { ...addressed, mac: toBase64Url(new Uint8Array(mac)) };
  }

  /** Whether an envelope that came over the relay from `from` is the peer's. */
  async isAuthentic(envelope: Envelope, from: string): Promise<boolean> {
    const { key, mac, final = false, address } = envelope;
    const isFromFirstAddress = from === this.#address;
    if (isFromFirstAddress && key !== undefined) this.#agree(key);
    if (mac === undefined) return !this.#isConfirmed && isFromFirstAddress;
    // An invalid key fails here and in `seal()`, whose caller is told.
    const keys = await this.#agreement?.catch(() => null);
    if (!keys) return false;
    const isAuthentic = final
      ? mac === keys.peer.finalToken
      : address === from && (await verify(keys, envelope, mac));
    this.#isConfirmed ||= isAuthentic;
    return isAuthentic;
  }

  /** Whether it has the peer's public key in it while the keys are unconfirmed. Anyone who saw the key can send it. */
  hasUnconfirmedKey({ key }: Envelope): boolean {
    return key !== undefined && key === this.#peerKey && !this.#isConfirmed;
  }

  /** Derives the keys from the peer's public key. Only the first one counts. */
  #agree(peerKey: string): void {
    if (this.#peerKey !== null || this.#ownKeys === null) return;
    this.#peerKey = peerKey;
    this.#agreement = this.#ownKeys.then((own) => deriveCallKeys(this.#callId, own, peerKey));
    this.#agreement.then(
      (keys) => (this.#keys = keys),
      // As above: `seal()` reports the failure.
      () => undefined,
    );
  }
}

function verify({ peer }: CallKeys, envelope: Envelope, mac: string): Promise<boolean> {
  return crypto.subtle.verify('HMAC', peer.macKey, fromBase64Url(mac), signedBytes(envelope));
}

/** All fields of an envelope that the MAC covers, in a fixed order. Call id and direction are in the key already. */
function signedBytes({ v, seq, ack, payload, address, key }: Envelope): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify([v, seq, ack, payload, address, key]));
}
