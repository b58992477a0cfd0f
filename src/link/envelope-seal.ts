import type { KeyAgreement, OwnKeys, PerDirection } from './call-keys.js';
import type { Envelope } from './envelope.js';
import type { CallerKnowledge } from './invite-proof.js';
import { loadCryptography } from './load-cryptography.js';
import type { AgreedKeys, SessionKeys } from './seal-keys.js';

/** What a call needs to go on after a reload; both ends have confirmed it. */
export interface SavedKeys {
  readonly agreement: KeyAgreement;
  readonly transcript: Uint8Array<ArrayBuffer>;
}

export interface EnvelopeSealOptions {
  readonly callId: string;
  /** The peer's address at first, as the relay stamps it. Until there are keys, only envelopes from there are taken. */
  readonly address: string;
  /** What the peer's invitation came with; absent on the caller's side. */
  readonly invitation?: { readonly key: string; readonly payload: string } | undefined;
  /** On the callee's side only `secret` counts, which goes into the keys. */
  readonly knowledge?: CallerKnowledge | undefined;
  readonly keys?: SavedKeys | undefined;
}

/** The first numbered message with a text: the caller's invitation, or the callee's answer to it. */
interface Opening {
  readonly seq: number;
  readonly payload: string;
}

/**
 * Authenticates the envelopes of one call: adds a proof to our own, and tells the peer's from everybody else's. What goes
 * over the relay after the answer, it also encrypts.
 *
 * Each end sends its public key until the other has confirmed it (key confirmation, NIST SP 800-56A). The answer, and all
 * that was said before it, has a MAC of the keys that follow from ECDH and the secret. What comes after it has a MAC of
 * keys that follow from the transcript, too: from the exact text of invitation and answer. So if anybody has changed one of
 * them on its way, nothing that follows is taken.
 *
 * Without a MAC little is believed, and only from the address that is called or calls, which the relay stamps: what a
 * caller says before it is answered and has the callee's key, and that a callee refuses, for which it makes no key. A final message has
 * the sender's token in place of a MAC: a page that is being closed has no time for WebCrypto, which is asynchronous.
 * Over the relay the MAC covers the sender's own address, so a replay from another one is not taken.
 */
export class EnvelopeSeal {
  // Not the whole options: the router keeps a seal for longer than the other objects in them should live.
  readonly #callId: string;
  /** Kept: `import()` takes a turn of the event loop even for what is there (Chromium 156). */
  readonly #cryptography = loadCryptography();
  #address: string;
  readonly #isCaller: boolean;
  readonly #knowledge: CallerKnowledge;
  /** `null` for a call that goes on: it has its keys already. */
  readonly #ownKeys: Promise<OwnKeys> | null;
  #peerKey: string | null = null;
  #agreement: Promise<AgreedKeys> | null = null;
  #agreed: AgreedKeys | null = null;
  #ownOpening: Opening | null = null;
  #peerOpening: Opening | null = null;
  #session: Promise<SessionKeys> | null = null;
  #sessionTranscript: Uint8Array<ArrayBuffer> | null = null;
  #isConfirmed = false;
  #isSessionConfirmed = false;
  /** What follows the answer can't be told before the answer has been checked: one is checked after the other. */
  #lastCheck: Promise<unknown> = Promise.resolve();

  constructor(options: EnvelopeSealOptions) {
    const { callId, address, keys, invitation, knowledge = {} } = options;
    this.#callId = callId;
    this.#address = address;
    this.#isCaller = !invitation;
    this.#knowledge = knowledge;
    this.#ownKeys = keys ? null : this.#cryptography.then(({ createOwnKeys }) => createOwnKeys());
    // A failure is reported by `seal()`; without this line it would also be an unhandled rejection.
    this.#ownKeys?.catch(() => undefined);
    if (keys) this.#continue(keys);
    if (invitation) {
      this.#peerOpening = { seq: 1, payload: invitation.payload };
      this.#agree(invitation.key);
    }
  }

  /** Whether the peer has proved that it has the keys of this call. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** Whether it has also proved to have seen the same invitation and the same answer. */
  get isSessionConfirmed(): boolean {
    return this.#isSessionConfirmed;
  }

  /** Secret texts by which either side can prove later that it was in this call; `null` before there are keys. */
  get tickets(): PerDirection<string> | null {
    return this.#agreed?.tickets ?? null;
  }

  /** `null` before both ends have confirmed everything. */
  get keys(): SavedKeys | null {
    const transcript = this.#isSessionConfirmed ? this.#sessionTranscript : null;
    return this.#agreed && transcript && { agreement: this.#agreed.agreement, transcript };
  }

  /**
   * Somebody at another address is called. It does nothing once there is a key of the peer's.
   *
   * @returns whether the answer may now come from there, and from nowhere else
   */
  redial(address: string): boolean {
    const isUnanswered = this.#peerKey === null && !this.#isConfirmed;
    if (isUnanswered) this.#address = address;
    return isUnanswered;
  }

  /** The 30 bits that both users can compare. Rejects before the call is answered. */
  async deriveCode(nonce: Uint8Array<ArrayBuffer>): Promise<number> {
    const [agreed, session] = await Promise.all([this.#agreement, this.#session]);
    if (!agreed || !session) throw new TypeError('There is no code before the answer.');
    const { deriveCode } = await this.#cryptography;
    return deriveCode(agreed.agreement, session.transcript, nonce);
  }

  /**
   * Seals a final message synchronously: the page may be gone in a moment. Before there are keys it goes without proof,
   * and the peer takes it because of the address that it comes from.
   */
  sealFinal(envelope: Envelope): Envelope {
    return this.#agreed ? { ...envelope, mac: this.#agreed.lastWords.own } : envelope;
  }

  /**
   * @param address our own, for an envelope that goes over the relay
   * @returns the envelope with its proof; rejects if there is no cryptography (`LinkError`) or the peer's key is invalid
   */
  async seal(envelope: Envelope, address?: string): Promise<Envelope> {
    const { seq, payload } = envelope;
    if (this.#ownKeys && seq !== undefined && payload !== undefined) {
      this.#ownOpening ??= { seq, payload };
      this.#openSession();
    }
    const isOpening = seq !== undefined && seq === this.#ownOpening?.seq;
    // The caller can't know the keys of the transcript before it has the answer.
    const session = isOpening && !this.#isCaller ? null : this.#session;
    const own = await this.#ownKeys;
    const agreed = await this.#agreement;
    const addressed = {
      ...envelope,
      ...(address !== undefined && { address }),
      ...(own && !this.#isConfirmed && { key: own.publicKey }),
    };
    const keys = await session;
    const { encryptText, proveKnowledge, sign } = await this.#cryptography;
    const macKey = (keys ?? agreed)?.macKeys.own;
    const signed = (sealed: Envelope) => (macKey ? sign(sealed, macKey) : sealed);
    if (isOpening && this.#isCaller) {
      return signed(await proveKnowledge(addressed, this.#knowledge));
    }
    // The data channel is encrypted by itself.
    const isForRelay = address !== undefined && !isOpening;
    if (!keys || !isForRelay || payload === undefined) return signed(addressed);
    const { payload: text, ...rest } = addressed;
    return signed({ ...rest, cipher: await encryptText(keys.cipherKeys.own, payload) });
  }

  /** The authentic envelope with its text, if that was encrypted for the relay. Rejects if it can't be decrypted. */
  async open(envelope: Envelope): Promise<Envelope> {
    const { cipher, ...rest } = envelope;
    const session = await this.#session;
    if (cipher === undefined || !session) return envelope;
    const { decryptText } = await this.#cryptography;
    return { ...rest, payload: await decryptText(session.cipherKeys.peer, cipher) };
  }

  /**
   * Whether an envelope is the peer's.
   *
   * @param from the address that the relay has stamped on it; absent if it came over the data channel
   */
  async isAuthentic(envelope: Envelope, from?: string): Promise<boolean> {
    if (this.#isSessionConfirmed) return this.#check(envelope, from);
    const result = this.#lastCheck.then(() => this.#check(envelope, from));
    this.#lastCheck = result.catch(() => undefined);
    return result;
  }

  async #check(envelope: Envelope, from: string | undefined): Promise<boolean> {
    const { key, mac, final = false, address } = envelope;
    const isFromItsAddress = from === this.#address;
    if (isFromItsAddress && key !== undefined) this.#agree(key);
    if (mac === undefined) {
      // The answer has our key in it, so the caller of an answered call can have a MAC.
      const isEarly = !this.#isCaller && this.#session === null;
      return isFromItsAddress && !this.#isConfirmed && (final || isEarly);
    }
    // An invalid key fails here and in `seal()`, whose caller is told.
    const agreed = await this.#agreement?.catch(() => null);
    if (!agreed) return false;
    if (final) return this.isFinalAuthentic(envelope);
    if (from !== undefined && address !== from) return false;
    const session = await this.#session;
    const { verify } = await this.#cryptography;
    if (session && (await verify(session.macKeys.peer, envelope, mac))) {
      this.#isConfirmed = this.#isSessionConfirmed = true;
      return true;
    }
    if (!this.#mayPrecedeSession(envelope)) return false;
    return (await verify(agreed.macKeys.peer, envelope, mac)) && this.#takeOpening(envelope);
  }

  /** Whether a final message has the peer's token. It covers nothing else of the envelope. */
  isFinalAuthentic({ mac }: Envelope): boolean {
    return mac !== undefined && mac === this.#agreed?.lastWords.peer;
  }

  /** Whether it has the peer's public key in it while the keys are unconfirmed. Anyone who saw the key can send it. */
  hasUnconfirmedKey({ key }: Envelope): boolean {
    return key !== undefined && key === this.#peerKey && !this.#isConfirmed;
  }

  /** Whether an envelope that is not authentic looks like an answer by somebody with another secret, or none. */
  isAnswerWithoutSecret({ seq, payload, mac }: Envelope, from: string): boolean {
    // A later number may be of the true callee: of a message that has overtaken its answer.
    const isAnswer = seq === 1 && payload !== undefined && mac !== undefined;
    const isAwaited = this.#isCaller && this.#peerOpening === null && from === this.#address;
    return isAnswer && isAwaited && this.#knowledge.secret !== undefined;
  }

  /** Only the caller may speak without the session's keys while it waits for the answer, and the answer itself does. */
  #mayPrecedeSession({ seq, payload }: Envelope): boolean {
    if (!this.#isCaller) return !this.#isSessionConfirmed;
    const answer = this.#peerOpening;
    if (answer === null) return this.#session === null;
    return seq === answer.seq && payload === answer.payload;
  }

  #takeOpening({ seq, payload }: Envelope): boolean {
    this.#isConfirmed = true;
    if (this.#isCaller && seq !== undefined && payload !== undefined) {
      this.#peerOpening ??= { seq, payload };
      this.#openSession();
    }
    return true;
  }

  /** Derives the keys from the peer's public key. Only the first one counts. */
  #agree(peerKey: string): void {
    if (this.#peerKey !== null || this.#ownKeys === null) return;
    this.#peerKey = peerKey;
    const { secret } = this.#knowledge;
    this.#agreement = this.#ownKeys.then(async (own) => {
      const { agreeOnKeys, deriveAgreedKeys } = await this.#cryptography;
      return deriveAgreedKeys(await agreeOnKeys(this.#callId, own, peerKey, secret));
    });
    this.#agreement.then(
      (result) => (this.#agreed = result),
      // As above: `seal()` reports the failure.
      () => undefined,
    );
  }

  #openSession(): void {
    const [own, peer, agreement] = [this.#ownOpening, this.#peerOpening, this.#agreement];
    if (this.#session || !own || !peer || !agreement) return;
    const callId = this.#callId;
    const isCaller = this.#isCaller;
    this.#session = agreement.then(async ({ agreement: { ownKey, peerKey }, agreement: keys }) => {
      const { deriveSessionKeys, hashTranscript } = await this.#cryptography;
      const transcript = isCaller
        ? await hashTranscript(callId, ownKey, peerKey, own.payload, peer.payload)
        : await hashTranscript(callId, peerKey, ownKey, peer.payload, own.payload);
      this.#sessionTranscript = transcript;
      return deriveSessionKeys(keys, transcript);
    });
    this.#session.catch(() => undefined);
  }

  #continue({ agreement, transcript }: SavedKeys): void {
    this.#agreement = this.#cryptography.then(({ deriveAgreedKeys }) =>
      deriveAgreedKeys(agreement),
    );
    this.#session = this.#cryptography.then(({ deriveSessionKeys }) =>
      deriveSessionKeys(agreement, transcript),
    );
    this.#sessionTranscript = transcript;
    this.#isConfirmed = this.#isSessionConfirmed = true;
    this.#agreement.then(
      (result) => (this.#agreed = result),
      // As above.
      () => undefined,
    );
    this.#session.catch(() => undefined);
  }
}
