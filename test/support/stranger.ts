import type { JsonValue } from '../../src/internal/json-value.js';
import { createCallId } from '../../src/link/call-id.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import { ENVELOPE_VERSION, type Envelope } from '../../src/link/envelope.js';
import type { MemoryEnvelope } from '../../src/signaling/memory/memory-network.js';
import type { MemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { COMMIT, inviteMessage, layoutSdp, PUBLIC_KEY } from './sdp.js';

/** One end of a call, which is attacked, and its peer. */
export interface Victim {
  readonly address: string;
  readonly peer: string;
}

const RANDOM_REPLAYS = 1_000;

/** What an invitation may be proved with. */
const PROOFS = ['bySecret', 'byToken', 'byTicket'] as const;

/** An attacker on the network who knows all addresses, the call id, and everything that has been sent so far. */
export class Stranger {
  readonly address: string;
  /** Everything that the others have sent, also what was lost. */
  readonly overheard: MemoryEnvelope[] = [];
  readonly #client: MemorySignalingClient;
  readonly #random = createSeededRandom(28);

  constructor(client: MemorySignalingClient, address: string) {
    this.#client = client;
    this.address = address;
  }

  /** Records all messages of the network. `isLost` decides which of them are lost. */
  overhear(network: MemorySignaling, isLost: (envelope: MemoryEnvelope) => boolean): void {
    network.intercept = (envelope) => {
      if (envelope.from !== this.address) this.overheard.push(envelope);
      return isLost(envelope) ? 'drop' : 'pass';
    };
  }

  async tell(victim: string, message: unknown): Promise<void> {
    await this.#client.send(victim, message as JsonValue);
  }

  /** Replays what was overheard: in order, in reverse, to the other side, and 1,000 messages at random. */
  async replay(
    isOffLimits: (envelope: MemoryEnvelope) => boolean = () => false,
  ): Promise<MemoryEnvelope[]> {
    const past = this.overheard.filter((envelope) => !isOffLimits(envelope));
    const chosen = [
      ...past,
      ...[...past].reverse(),
      ...past.map(({ from, to, message }) => ({ from: to, to: from, message })),
      ...Array.from(
        { length: past.length > 0 ? RANDOM_REPLAYS : 0 },
        () => past[Math.floor(this.#random() * past.length)]!,
      ),
    ];
    for (const { to, message } of chosen) await this.tell(to, message);
    return chosen;
  }

  /**
   * Sends everything that an end of the call could send, with every proof that the attacker can get.
   *
   * @param payloads what it says: by default each kind of message
   */
  async forge(callId: string, victim: Victim, payloads = hostilePayloads()): Promise<void> {
    const frames = this.overheard
      .map(({ message, from, to }) => ({ from, to, ...(message as object as Envelope) }))
      .filter((frame) => frame.callId === callId);
    const said = frames.filter(({ from }) => from === victim.peer);
    const macs = [...new Set(frames.map(({ mac }) => mac))].slice(-6);
    const keys = [...new Set(frames.map(({ key }) => key))];
    const { key, payload: text = '' } =
      frames.find((frame) => frame.from === victim.address && frame.key !== undefined) ?? {};
    // Man in the middle: these are sealed with keys that the attacker has agreed on with the victim.
    const seal = key
      ? new EnvelopeSeal({ callId, address: victim.address, invitation: { key, payload: text } })
      : null;
    const proofs = this.#proofs();
    const lastSeq = Math.max(0, ...said.map(({ seq = 0 }) => seq));
    for (const payload of payloads) {
      for (const seq of [undefined, 1, lastSeq, lastSeq + 1, lastSeq + 2, 2 ** 31]) {
        const known = { v: ENVELOPE_VERSION, callId, ack: lastSeq * 2, payload };
        // Without the highest number, a notice might be one that was heard before.
        const plain = { ...known, ...(seq ? { seq } : { notice: 2 ** 31 }) } as Envelope;
        const forgeries: object[] = [
          plain,
          { ...plain, probe: 1, address: this.address },
          { ...plain, echo: 1, address: victim.peer },
          { ...plain, final: true },
          { ...plain, address: victim.peer },
          { ...plain, address: this.address, key: PUBLIC_KEY },
          { ...plain, ack: 2 ** 31, mac: COMMIT, final: true },
        ];
        for (const mac of macs) forgeries.push({ ...plain, mac, address: victim.peer });
        for (const key of keys) forgeries.push({ ...plain, key, address: this.address });
        for (const proof of proofs) forgeries.push({ ...plain, ...proof, address: this.address });
        if (seal) {
          forgeries.push(await seal.seal(plain, this.address));
          forgeries.push(await seal.seal(plain, victim.peer));
          forgeries.push(seal.sealFinal({ ...plain, final: true }));
        }
        for (const forgery of forgeries) await this.tell(victim.address, forgery);
      }
    }
  }

  /** Calls the victim, claiming to replace its present call, with every proof that the attacker can get. */
  async intrude(callId: string, victim: string): Promise<void> {
    for (const proof of [{}, ...this.#proofs()]) {
      await this.tell(victim, {
        v: ENVELOPE_VERSION,
        callId: createCallId(),
        seq: 1,
        ack: 0,
        key: PUBLIC_KEY,
        address: this.address,
        payload: JSON.stringify({ ...inviteMessage(), replaces: callId }),
        ...proof,
      });
    }
  }

  /** Proofs of what only a friend of the victim knows: garbage, copies of others, and MACs in their place. */
  #proofs(): object[] {
    const frames = this.overheard.map(({ message }) => message as object as Envelope);
    const copied = frames
      .map(({ bySecret, byToken, byTicket }) => ({ bySecret, byToken, byTicket }))
      .filter((proof) => Object.values(proof).some((text) => text !== undefined));
    const texts = [COMMIT, frames.findLast(({ mac }) => mac)?.mac, copied.at(-1)?.byTicket];
    const swapped = [...new Set(texts.filter((text) => text !== undefined))].map((text) =>
      Object.fromEntries(PROOFS.map((name) => [name, text])),
    );
    return [...copied.slice(-2), ...swapped];
  }
}

/** A few messages, of kinds whose effect can be seen at once: no more are needed where the question is who is believed. */
export const PLAIN_PAYLOADS: readonly (string | undefined)[] = [
  undefined,
  '{"type":"hangup","reason":"hangup"}',
  '{"type":"media","media":{"microphone":true,"camera":true,"screen":true}}',
  '{"type":"app","data":"a word from a stranger"}',
];

function hostilePayloads(): readonly (string | undefined)[] {
  const { candidates, media } = inviteMessage();
  const offer = { description: { type: 'offer', sdp: layoutSdp() }, offerId: 1, generation: 0 };
  const answer = { ...offer, description: { type: 'answer', sdp: layoutSdp() } };
  const messages = [
    { type: 'hangup', reason: 'hangup' },
    { type: 'ringing' },
    { ...inviteMessage(), replaces: createCallId() },
    { ...answer, type: 'accept', candidates, media },
    { ...offer, type: 'description' },
    { ...answer, type: 'description' },
    { type: 'candidates', generation: 0, candidates },
    { type: 'renew', generation: 0 },
    { ...offer, type: 'renewal', generation: 1, candidates },
    { ...answer, type: 'renewal', generation: 1, candidates },
    { type: 'media', media: { microphone: true, camera: true, screen: true } },
    { type: 'away' },
    { type: 'reveal', nonce: COMMIT },
    { type: 'confirm' },
    { type: 'app', data: 'a word from a stranger' },
  ];
  return [undefined, '', 'null', ...messages.map((message) => JSON.stringify(message))];
}
