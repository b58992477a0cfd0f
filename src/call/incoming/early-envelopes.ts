import type { Envelope } from '../../link/envelope.js';

const MAX_ENVELOPES = 32;

interface HeldEnvelope {
  readonly envelope: Envelope;
  readonly from: string;
}

/** Holds envelopes that have overtaken the invite of their call. Only the latest few, because anyone can send them. */
export class EarlyEnvelopes {
  #held: HeldEnvelope[] = [];

  hold(envelope: Envelope, from: string): void {
    if (envelope.seq === undefined) return;
    this.#held = [...this.#held, { envelope, from }].slice(-MAX_ENVELOPES);
  }

  /** Removes and returns the envelopes of a call from this caller, unsorted: the link puts them in order. */
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
