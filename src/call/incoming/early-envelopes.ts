import type { Envelope } from '../../link/envelope.js';

const MAX_ENVELOPES = 32;

interface HeldEnvelope {
  readonly envelope: Envelope;
  readonly from: string;
}

/** Holds envelopes that have overtaken the invite of their call, the latest few: anyone may send them. */
export class EarlyEnvelopes {
  #held: HeldEnvelope[] = [];

  hold(envelope: Envelope, from: string): void {
    if (envelope.seq === undefined) return;
    this.#held = [...this.#held, { envelope, from }].slice(-MAX_ENVELOPES);
  }

  /** Gives out what the caller sent of a call, as it came: the link puts it in order. */
  take(callId: string, from: string): Envelope[] {
    const isOf = (held: HeldEnvelope) => held.envelope.callId === callId;
    const taken = this.#held.filter((held) => isOf(held) && held.from === from);
    this.#held = this.#held.filter((held) => !isOf(held));
    return taken.map(({ envelope }) => envelope);
  }

  clear(): void {
    this.#held = [];
  }
}
