import type { Envelope } from '../link/envelope.js';

const MAX_ENVELOPES = 32;

/** Holds envelopes that have overtaken the invite of their call, the latest few: anyone may send them. */
export class EarlyEnvelopes {
  #held: Envelope[] = [];

  hold(envelope: Envelope): void {
    if (envelope.seq !== undefined) this.#held = [...this.#held, envelope].slice(-MAX_ENVELOPES);
  }

  /** Gives out what is held for a call, as it came: the link puts it in order. */
  take(callId: string): Envelope[] {
    const taken = this.#held.filter((envelope) => envelope.callId === callId);
    this.#held = this.#held.filter((envelope) => envelope.callId !== callId);
    return taken;
  }

  clear(): void {
    this.#held = [];
  }
}
