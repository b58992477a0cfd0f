import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { utf8 } from '../internal/utf8.js';
import { createOwnKeys, deriveCallKeys, type CallKeys, type OwnKeys } from './call-keys.js';
import type { Envelope } from './envelope.js';

export interface EnvelopeSealOptions {
  readonly callId: string;
  /** Where the peer is at first, by the word of the relay: until there are keys, nothing from elsewhere counts. */
  readonly address: string;
  /** The public key that came with the invitation; absent on the side that invites. */
  readonly peerKey?: string | undefined;
  /** The keys of a call that goes on; both ends have shown that they have them. */
  readonly keys?: CallKeys | undefined;
}

/**
 * Shows on each envelope that goes over the relay who sent it and from where, and tells those of the peer from all
 * others. What goes over the data channel needs none of it: DTLS and the pinned fingerprint do the same.
 *
 * Each end sends its public key until the other has used it. Before that an envelope counts if it comes from the address
 * that the call began with, which the relay stamps on it; from then on it counts only with a code over all its fields,
 * the sender's own address among them. So neither a forgery nor a copy that somebody else sends again is ever taken.
 */
export class EnvelopeSeal {
  // Not all of the options: a seal is remembered for longer than what else may be in them.
  readonly #callId: string;
  readonly #address: string;
  /** `null` for a call that goes on: it needs no others. */
  readonly #ownKeys: Promise<OwnKeys> | null;
  #peerKey: string | null = null;
  #agreement: Promise<CallKeys> | null = null;
  #keys: CallKeys | null = null;
  /** … and so knows ours. */
  #isProven = false;

  constructor(options: EnvelopeSealOptions) {
    const { callId, address, keys, peerKey } = options;
    this.#callId = callId;
    this.#address = address;
    this.#ownKeys = keys ? null : createOwnKeys();
    // Whoever seals or opens sees the failure; by itself it is none.
    this.#ownKeys?.catch(() => undefined);
    if (keys) {
      this.#keys = keys;
      this.#agreement = Promise.resolve(keys);
      this.#isProven = true;
    }
    if (peerKey) this.#meet(peerKey);
  }

  /** The peer has shown that it has the keys of this call. */
  get isProven(): boolean {
    return this.#isProven;
  }

  /** What both ends have agreed on; `null` before that. */
  get keys(): CallKeys | null {
    return this.#keys;
  }

  /**
   * Seals a last word, without waiting: the page may be gone in a moment. Before the two have keys in common it goes as
   * it is, and is believed because of where it comes from.
   */
  sealFinal(envelope: Envelope): Envelope {
    return this.#keys ? { ...envelope, mac: this.#keys.own.farewell } : envelope;
  }

  /** @returns the envelope with its proof; rejects if the browser has no WebCrypto or the peer's key is none */
  async seal(envelope: Envelope, address: string): Promise<Envelope> {
    const own = await this.#ownKeys;
    const keys = await this.#agreement;
    const introduction = own && !this.#isProven ? { key: own.publicKey } : {};
    const addressed = { ...envelope, address, ...introduction };
    if (keys === null) return addressed;
    const mac = await crypto.subtle.sign('HMAC', keys.own.code, signedBytes(addressed));
    return { ...addressed, mac: toBase64Url(new Uint8Array(mac)) };
  }

  /** Whether an envelope that came over the relay from `from` is the peer's. */
  async isAuthentic(envelope: Envelope, from: string): Promise<boolean> {
    const { key, mac, final = false, address } = envelope;
    const isFromKnown = from === this.#address;
    if (isFromKnown && key !== undefined) this.#meet(key);
    if (mac === undefined) return !this.#isProven && isFromKnown;
    // A key that is none fails here and in `seal`, whose caller is told.
    const keys = await this.#agreement?.catch(() => null);
    if (!keys) return false;
    const isAuthentic = final
      ? mac === keys.peer.farewell
      : address === from && (await verify(keys, envelope, mac));
    this.#isProven ||= isAuthentic;
    return isAuthentic;
  }

  /** Whether it is a copy of how the peer introduced itself. Anyone who has seen that can send one. */
  isIntroduction({ key }: Envelope): boolean {
    return key !== undefined && key === this.#peerKey && !this.#isProven;
  }

  /** The first key counts. */
  #meet(peerKey: string): void {
    if (this.#peerKey !== null || this.#ownKeys === null) return;
    this.#peerKey = peerKey;
    this.#agreement = this.#ownKeys.then((own) => deriveCallKeys(this.#callId, own, peerKey));
    this.#agreement.then(
      (keys) => (this.#keys = keys),
      // As above: whoever seals or opens sees the failure.
      () => undefined,
    );
  }
}

function verify({ peer }: CallKeys, envelope: Envelope, mac: string): Promise<boolean> {
  return crypto.subtle.verify('HMAC', peer.code, fromBase64Url(mac), signedBytes(envelope));
}

/** All that an envelope says, in a fixed order. The call id and the direction are in the key. */
function signedBytes({ v, seq, ack, payload, address, key }: Envelope): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify([v, seq, ack, payload, address, key]));
}
