import type { PeerCall } from '../../src/call/peer-call.js';
import { toBase64Url } from '../../src/internal/base64url.js';
import type { JsonValue } from '../../src/internal/json-value.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import { ENVELOPE_VERSION, parseEnvelope, type Envelope } from '../../src/link/envelope.js';
import type { Random } from '../../src/signaling/memory/seeded-random.js';
import { mutate } from '../support/mutate.js';
import { COMMIT, inviteMessage, layoutSdp, PUBLIC_KEY } from '../support/sdp.js';
import type { FuzzSignaling } from './fuzz-signaling.js';
import { picker } from './target.js';

/** It looks like a key, but is no point of the curve. */
const NO_KEY = `B${'A'.repeat(86)}`;
const ADDRESSES = ['alice', 'attacker-1', 'attacker-2'];
/** Attackers go on with their latest calls only. */
const REMEMBERED = 4;

interface AttackerCall {
  readonly callId: string;
  readonly from: string;
  /** With it an attacker is as good as any caller; without it, its key is a number that it has read somewhere. */
  readonly seal: EnvelopeSeal | null;
  /** What it says its key is, if it has none. */
  readonly key: string;
  seq: number;
}

/** Those who say to a callee what they want, some of them with real keys. */
export class Attackers {
  sealed = 0;
  /** The ids of calls that can't be answered, because their keys are none. */
  readonly keyless = new Set<string>();
  readonly #random: Random;
  readonly #signaling: FuzzSignaling;
  readonly #calls: AttackerCall[] = [];

  constructor(random: Random, signaling: FuzzSignaling) {
    this.#random = random;
    this.#signaling = signaling;
    signaling.onSent = (to, message) => this.#learn(to, message);
  }

  /**
   * Says one thing.
   *
   * @param ringing the call that rings now
   * @returns what was said, and by whom
   */
  async speak(ringing: PeerCall | undefined): Promise<unknown> {
    const pick = picker(this.#random);
    const chance = this.#random();
    const isNew = chance < 0.1 || this.#calls.length === 0;
    const ofRinging = this.#calls.find(({ callId }) => callId === ringing?.id);
    if (isNew) this.#calls.push(this.#newCall());
    const call = isNew ? this.#calls.at(-1)! : pick(this.#calls);
    this.#calls.splice(0, this.#calls.length - REMEMBERED);
    const isHangup = chance > 0.95 && ofRinging !== undefined;
    const message = isHangup
      ? await this.#hangup(ofRinging)
      : isNew
        ? await this.#invite(call)
        : await this.#anything(call);
    const from = this.#random() < 0.9 ? (isHangup ? ofRinging : call).from : pick(ADDRESSES);
    return this.#say(
      from,
      this.#random() < 0.1 && !isHangup ? mutate(message, this.#random) : message,
    );
  }

  #say(from: string, message: unknown): unknown {
    try {
      const text = JSON.stringify(message);
      if (text !== undefined) this.#signaling.hear(from, JSON.parse(text) as JsonValue);
    } catch (error) {
      // What JSON can't carry never leaves the attacker. But whoever hears a message must not throw.
      if (!(error instanceof TypeError && /circular|BigInt|not a function/.test(error.message))) {
        throw error;
      }
    }
    return { from, message };
  }

  #newCall(): AttackerCall {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(this.#random() * 256));
    const callId = toBase64Url(bytes);
    const seal =
      this.#random() < 0.25 ? new EnvelopeSeal({ callId, address: this.#signaling.id! }) : null;
    const isKeyless = seal === null && this.#random() < 0.2;
    if (isKeyless) this.keyless.add(callId);
    const key = isKeyless ? NO_KEY : PUBLIC_KEY;
    return { callId, from: picker(this.#random)(ADDRESSES), seal, key, seq: 0 };
  }

  async #invite(call: AttackerCall): Promise<Envelope> {
    const payload = JSON.stringify(inviteMessage());
    call.seq = 1;
    return this.#prove(call, { ...this.#plain(call), seq: 1, payload });
  }

  async #hangup(call: AttackerCall): Promise<Envelope> {
    const payload = '{"type":"hangup","reason":"cancelled"}';
    const final: Envelope = { ...this.#plain(call), seq: (call.seq += 1), payload, final: true };
    return call.seal ? call.seal.sealFinal(final) : final;
  }

  async #anything(call: AttackerCall): Promise<Envelope> {
    const random = this.#random;
    const chance = random();
    const message = random() < 0.8 ? this.#message() : mutate(this.#message(), random);
    const seq = chance < 0.6 ? (call.seq += 1) : 1 + Math.floor(random() * 6);
    const notice = random() < 0.3 ? { notice: Math.ceil(random() * 50) } : {};
    return this.#prove(call, {
      ...this.#plain(call),
      ...(chance < 0.9 ? { seq } : notice),
      ack: Math.floor(random() * 4),
      ...(chance < 0.95 ? { payload: JSON.stringify(message) ?? '' } : {}),
      ...(random() < 0.05 ? { probe: 1 + Math.floor(random() * 9) } : {}),
      ...(random() < 0.05 ? { echo: 1 + Math.floor(random() * 9) } : {}),
    });
  }

  #plain({ callId }: AttackerCall): Envelope {
    return { v: ENVELOPE_VERSION, callId, ack: 0 };
  }

  async #prove({ seal, from, key }: AttackerCall, envelope: Envelope): Promise<Envelope> {
    const random = this.#random;
    if (seal !== null && random() < 0.9) {
      const sealed = await seal.seal(envelope, from).catch(() => envelope);
      if (sealed.mac !== undefined) this.sealed += 1;
      return sealed;
    }
    return {
      ...envelope,
      ...(random() < 0.9 ? { key } : {}),
      ...(random() < 0.5 ? { address: picker(random)(ADDRESSES) } : {}),
      ...(random() < 0.1 ? { final: random() < 0.5 } : {}),
      ...(random() < 0.1 ? { mac: COMMIT } : {}),
      ...(random() < 0.1 ? { byToken: COMMIT, bySecret: COMMIT, byTicket: COMMIT } : {}),
    };
  }

  /** The callee has written to one of them: perhaps with its key. */
  #learn(to: string, message: JsonValue): void {
    const envelope = parseEnvelope(message);
    const call = this.#calls.find(({ callId, from }) => callId === envelope?.callId && from === to);
    if (envelope !== null) void call?.seal?.isAuthentic(envelope, this.#signaling.id!);
  }

  #message(): unknown {
    const random = this.#random;
    const pick = picker(random);
    const { candidates, media } = inviteMessage();
    const description = { type: pick(['offer', 'answer']), sdp: layoutSdp() };
    const generation = Math.floor(random() * 3);
    const offerId = Math.floor(random() * 4);
    const replaces = random() < 0.5 ? { replaces: pick(this.#calls).callId } : {};
    const answer = { type: 'answer', sdp: layoutSdp() };
    return pick<unknown>([
      { ...inviteMessage(), ...replaces },
      { type: 'accept', description: answer, offerId, candidates, media, ...replaces },
      { type: 'description', description, offerId, generation },
      { type: 'candidates', candidates, generation },
      { type: 'renewal', description, offerId, candidates, generation },
      { type: 'renew', generation },
      { type: 'ringing' },
      { type: 'away' },
      { type: 'confirm' },
      { type: 'reveal', nonce: COMMIT },
      { type: 'media', media: { microphone: true, camera: true, screen: random() < 0.5 } },
      { type: 'app', data: 'x' },
      { type: 'hangup', reason: pick(['hangup', 'cancelled', 'replaced', 'answer']) },
    ]);
  }
}
