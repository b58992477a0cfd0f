import type { Envelope } from '../link/envelope.js';

const MAX_CALLS = 4;
const MAX_ENVELOPES_PER_CALL = 8;

/** Holds envelopes that have overtaken the invite of their call, a few of a few calls: anyone may send them. */
export class EarlyEnvelopes {
  readonly #held = new Map<string, Envelope[]>();

  hold(envelope: Envelope): void {
    if (envelope.seq === undefined) return;
    const envelopes = this.#held.get(envelope.callId) ?? [];
    if (envelopes.length < MAX_ENVELOPES_PER_CALL) envelopes.push(envelope);
    this.#held.delete(envelope.callId);
    this.#held.set(envelope.callId, envelopes);
    const oldest = this.#held.keys().next();
    if (this.#held.size > MAX_CALLS && oldest.done !== true) this.#held.delete(oldest.value);
  }

  /** Gives out what is held for a call, in the order of their numbers. */
  take(callId: string): Envelope[] {
    const envelopes = this.#held.get(callId) ?? [];
    this.#held.delete(callId);
    return envelopes.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  }

  clear(): void {
    this.#held.clear();
  }
}
