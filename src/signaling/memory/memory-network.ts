import type { Clock } from '../../internal/clock.js';
import type { JsonValue } from '../../internal/json-value.js';
import { createSeededRandom, hashText, type Random } from './seeded-random.js';

/** What happens to messages on their way. Probabilities are from 0 to 1. */
export interface MemoryNetworkFaults {
  /** How long a message is on its way, in milliseconds, or the range from which that is drawn. */
  readonly latencyMs: number | readonly [number, number];
  /** The probability that a message leaves its place in the order and takes longer than it otherwise would. */
  readonly reorder: number;
  /** The probability that a message arrives a second time, later. */
  readonly duplicate: number;
  /** The probability that a message gets lost without a word. */
  readonly drop: number;
  /** How much later a reordered message, or the second copy of a message, comes at most, in milliseconds. */
  readonly reorderWindowMs: number;
}

export interface MemoryEnvelope {
  readonly from: string;
  readonly to: string;
  readonly message: JsonValue;
}

/** Looks at each message as it is sent; `'drop'` loses it. */
export type MemoryInterceptor = (envelope: MemoryEnvelope) => 'pass' | 'drop';

/** How many messages had which fate so far. */
export interface MemoryNetworkCounters {
  /** Handed over by clients. */
  readonly sent: number;
  /** Arrived, second copies included. */
  readonly delivered: number;
  /** Lost, by chance or by `intercept`. */
  readonly dropped: number;
  /** Sent a second time by chance. */
  readonly duplicated: number;
  /** Taken out of their order by chance. */
  readonly reordered: number;
  /** Found nobody at their address, second copies included. */
  readonly undeliverable: number;
}

/** Where a client takes what comes for its address. */
export interface MemoryPort {
  receive(from: string, message: JsonValue): void;
  reportUndeliverable(to: string, code: string): void;
}

interface Parcel {
  readonly from: string;
  readonly to: string;
  readonly json: string;
  /** How long after its arrival it comes once more, or `null` if it comes once. */
  readonly againMs: number | null;
}

interface Lane {
  readonly random: Random;
  /** In the order of sending; whichever timer fires takes the first. */
  readonly queue: Parcel[];
}

/** Addresses, the ways between them, and the faults on these ways. */
export class MemoryNetwork {
  readonly #faults: MemoryNetworkFaults;
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #ports = new Map<string, MemoryPort>();
  readonly #lanes = new Map<string, Lane>();
  readonly #randomAddress: Random;
  readonly #counters = {
    sent: 0,
    delivered: 0,
    dropped: 0,
    duplicated: 0,
    reordered: 0,
    undeliverable: 0,
  };
  #inFlight = 0;
  #idleWaiters: (() => void)[] = [];
  intercept: MemoryInterceptor | null;

  constructor(
    faults: MemoryNetworkFaults,
    seed: number,
    clock: Clock,
    intercept: MemoryInterceptor | null,
  ) {
    this.#faults = faults;
    this.#seed = seed;
    this.#clock = clock;
    this.intercept = intercept;
    this.#randomAddress = createSeededRandom(seed);
  }

  get counters(): MemoryNetworkCounters {
    return this.#counters;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  isTaken(address: string): boolean {
    return this.#ports.has(address);
  }

  newAddress(): string {
    let address: string;
    do {
      address = `memory-${Math.floor(this.#randomAddress() * 2 ** 32).toString(36)}`;
    } while (this.isTaken(address));
    return address;
  }

  join(address: string, port: MemoryPort): void {
    this.#ports.set(address, port);
  }

  leave(address: string): void {
    this.#ports.delete(address);
  }

  /** Sends `json` on its way. What becomes of it depends on the seed, the two addresses and what went there before. */
  post(from: string, to: string, json: string): void {
    const lane = this.#lane(from, to);
    const { reorder, duplicate, drop, reorderWindowMs } = this.#faults;
    // Always the same five draws, so that switching one fault on leaves the others as they were.
    const isDropped = lane.random() < drop;
    const isDuplicated = lane.random() < duplicate;
    const isReordered = lane.random() < reorder;
    const latencyMs = this.#latency(lane.random());
    const extraMs = lane.random() * reorderWindowMs;

    this.#counters.sent += 1;
    const verdict = this.intercept?.({ from, to, message: JSON.parse(json) as JsonValue });
    if (isDropped || verdict === 'drop') {
      this.#counters.dropped += 1;
      return;
    }
    if (isDuplicated) this.#counters.duplicated += 1;
    const parcel = { from, to, json, againMs: isDuplicated ? extraMs : null };
    if (isReordered) {
      this.#counters.reordered += 1;
      this.#after(latencyMs + extraMs, () => parcel);
    } else {
      // Timers count whole milliseconds, so their order is not the order of sending: the queue keeps it.
      lane.queue.push(parcel);
      this.#after(latencyMs, () => lane.queue.shift());
    }
  }

  /** Resolves when nothing is on its way, counting what is sent in answer to what arrives. */
  async settled(): Promise<void> {
    while (this.#inFlight > 0) {
      await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    }
  }

  #lane(from: string, to: string): Lane {
    // One generator per lane: how sends of different clients interleave must not change what happens to them.
    const key = JSON.stringify([from, to]);
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { random: createSeededRandom(this.#seed ^ hashText(key)), queue: [] };
      this.#lanes.set(key, lane);
    }
    return lane;
  }

  #latency(draw: number): number {
    const { latencyMs } = this.#faults;
    if (typeof latencyMs === 'number') return latencyMs;
    const [minMs, maxMs] = latencyMs;
    return minMs + draw * (maxMs - minMs);
  }

  #after(delayMs: number, take: () => Parcel | undefined): void {
    this.#inFlight += 1;
    this.#clock.setTimeout(() => {
      const parcel = take();
      if (parcel) this.#arrive(parcel);
      this.#inFlight -= 1;
      if (this.#inFlight > 0) return;
      const waiters = this.#idleWaiters;
      this.#idleWaiters = [];
      for (const resolve of waiters) resolve();
    }, delayMs);
  }

  #arrive(parcel: Parcel): void {
    const { from, to, json, againMs } = parcel;
    // Counted from the arrival, so that the copy can't overtake the original.
    if (againMs !== null) this.#after(againMs, () => ({ ...parcel, againMs: null }));
    const port = this.#ports.get(to);
    if (port) {
      this.#counters.delivered += 1;
      port.receive(from, JSON.parse(json) as JsonValue);
      return;
    }
    this.#counters.undeliverable += 1;
    // As with the relay, the report goes to the address that sent it, and is lost if that one is gone by now.
    this.#ports.get(from)?.reportUndeliverable(to, 'peer-unavailable');
  }
}
