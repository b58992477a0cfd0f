import { expect } from '@open-wc/testing';
import { toBase64Url } from '../../src/internal/base64url.js';
import {
  agreeOnKeys,
  createOwnKeys,
  deriveKeys,
  deriveTokens,
  hashTranscript,
  type KeyAgreement,
  type OwnKeys,
} from '../../src/link/call-keys.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import { parseEnvelope, type Envelope } from '../../src/link/envelope.js';
import type { CallerKnowledge } from '../../src/link/invite-proof.js';
import { signedBytes } from '../../src/link/signed-bytes.js';
import { CALL_ID, envelope } from '../support/fake-path.js';

export const INVITATION = '{"type":"invite"}';
export const ANSWER = '{"type":"accept"}';

export const invite = envelope({ seq: 1, payload: INVITATION });
export const ringing = envelope({ ack: 1, payload: '{"type":"ringing"}', notice: 1 });
export const answer = envelope({ seq: 1, ack: 1, payload: ANSWER });
export const message = envelope({ seq: 7, ack: 3, payload: '{"type":"app","data":"hello"}' });

/** An envelope as it comes off the wire, perhaps changed by an attacker on the way. */
export function onTheWire(sealed: Envelope, changes: object = {}): Envelope {
  const parsed = parseEnvelope(JSON.parse(JSON.stringify({ ...sealed, ...changes })));
  if (parsed === null) throw new Error('Not an envelope.');
  return parsed;
}

export interface SealPair {
  /** The caller, at `alice`. */
  readonly alice: EnvelopeSeal;
  /** The callee, at `bob`. */
  readonly bob: EnvelopeSeal;
  /** As it arrived. */
  readonly invitation: Envelope;
}

export interface PairOptions {
  readonly alice?: CallerKnowledge;
  readonly bob?: CallerKnowledge;
  /** What happens to the invitation on its way. */
  readonly alter?: (payload: string) => string;
}

/** A caller and a callee who has got the invitation. */
export async function createPair(options: PairOptions = {}): Promise<SealPair> {
  const { alter = (payload) => payload } = options;
  const alice = new EnvelopeSeal({ callId: CALL_ID, address: 'bob', knowledge: options.alice });
  const sent = await alice.seal(invite, 'alice');
  const invitation = onTheWire(sent, { payload: alter(INVITATION) });
  const bob = new EnvelopeSeal({
    callId: CALL_ID,
    address: 'alice',
    invitation: { key: invitation.key!, payload: invitation.payload! },
    knowledge: options.bob,
  });
  return { alice, bob, invitation };
}

/** Whether each takes what the other seals: of the caller, and of the callee. */
export async function areBelieved({ alice, bob }: SealPair): Promise<[boolean, boolean]> {
  const fromAlice = onTheWire(await alice.seal(message, 'alice'));
  const fromBob = onTheWire(await bob.seal(message, 'bob'));
  return [await bob.isAuthentic(fromAlice, 'alice'), await alice.isAuthentic(fromBob, 'bob')];
}

/** The callee answers; both have proved to each other that they have seen the same of it. */
export async function connect(pair: SealPair): Promise<void> {
  const { alice, bob } = pair;
  const sealed = onTheWire(await bob.seal(answer, 'bob'));
  expect(await alice.isAuthentic(sealed, 'bob')).to.equal(true);
  expect(await areBelieved(pair)).to.deep.equal([true, true]);
  expect([alice.isSessionConfirmed, bob.isSessionConfirmed]).to.deep.equal([true, true]);
}

/** A caller or callee whose envelopes the test seals, with whatever keys it likes. */
export class HandmadeEnd {
  readonly publicKey: string;
  readonly #keys: OwnKeys;
  #agreement: KeyAgreement | null = null;

  static async create(): Promise<HandmadeEnd> {
    return new HandmadeEnd(await createOwnKeys());
  }

  private constructor(keys: OwnKeys) {
    this.#keys = keys;
    this.publicKey = keys.publicKey;
  }

  get agreement(): KeyAgreement {
    if (this.#agreement === null) throw new Error('It has not met its peer.');
    return this.#agreement;
  }

  async meet(peerKey: string): Promise<void> {
    this.#agreement = await agreeOnKeys(CALL_ID, this.#keys, peerKey);
  }

  /** With a MAC that the peer can check as soon as it has our key. */
  sealEarly(content: Envelope, address?: string): Promise<Envelope> {
    return this.#seal(content, address, new Uint8Array());
  }

  /** With a MAC of the keys that follow from this invitation and this answer. */
  async sealAsCaller(
    content: Envelope,
    address: string,
    invitation = INVITATION,
    reply = ANSWER,
  ): Promise<Envelope> {
    const { ownKey, peerKey } = this.agreement;
    const transcript = await hashTranscript(CALL_ID, ownKey, peerKey, invitation, reply);
    return this.#seal(content, address, transcript);
  }

  async sealAsCallee(
    content: Envelope,
    address: string,
    invitation = INVITATION,
    reply = ANSWER,
  ): Promise<Envelope> {
    const { ownKey, peerKey } = this.agreement;
    const transcript = await hashTranscript(CALL_ID, peerKey, ownKey, invitation, reply);
    return this.#seal(content, address, transcript);
  }

  async lastWord(): Promise<string> {
    return (await deriveTokens(this.agreement, 'last word')).own;
  }

  async #seal(
    content: Envelope,
    address: string | undefined,
    transcript: Uint8Array<ArrayBuffer>,
  ): Promise<Envelope> {
    const addressed = {
      ...content,
      ...(address !== undefined && { address }),
      key: this.publicKey,
    };
    const { own } = await deriveKeys(this.agreement, 'mac', transcript);
    const mac = await crypto.subtle.sign('HMAC', own, signedBytes(addressed));
    return onTheWire(addressed, { mac: toBase64Url(new Uint8Array(mac)) });
  }
}
