import type { Clock } from '../../internal/clock.js';
import type { JsonValue } from '../../internal/json-value.js';
import { MemoryRooms } from './memory-rooms.js';
import { createSeededRandom, hashText, type Random } from './seeded-random.js';

/** The faults of a network. Probabilities are from 0 to 1. */
export interface MemoryNetworkFaults {
  /** How long a message takes, in milliseconds, or the range from which that is drawn. */
  readonly latencyMs: number | readonly [number, number];
  /** The probability that a message takes longer than the others, so that later ones overtake it. */
  readonly reorder: number;
  /** The probability that a message arrives a second time, later. */
  readonly duplicate: number;
  /** The probability that a message is lost, and nobody is told. */
  readonly drop: number;
  /** The longest delay of a reordered message, or of a second copy, in milliseconds. */
  readonly reorderWindowMs: number;
}

export interface MemoryEnvelope {
  readonly from: string;
  readonly to: string;
  readonly message: JsonValue;
}

/** Sees each message as it is sent; with `'drop'` the message is lost. */
export type MemoryInterceptor = (envelope: MemoryEnvelope) => 'pass' | 'drop';

/** What happened to the messages so far. */
export interface MemoryNetworkCounters {
  /** Sent by clients. */
  readonly sent: number;
  /** Arrived, second copies included. */
  readonly delivered: number;
  /** Lost, by chance or by `intercept`. */
  readonly dropped: number;
  /** Sent a second time by chance. */
  readonly duplicated: number;
  /** Taken out of their order by chance. */
  readonly reordered: number;
  /** Sent to an address that nobody had, second copies included. */
  readonly undeliverable: number;
}

/** What a client receives at its address. */
export interface MemoryPort {
  receive(from: string, message: JsonValue): void;
  receiveInRoom(room: string, from: string, message: JsonValue): void;
  reportUndeliverable(to: string, code: string): void;
}

interface QueuedMessage {
  readonly from: string;
  readonly to: string;
  readonly json: string;
  /** The room that it was sent to, or `null`. */
  readonly room: string | null;
  /** How long after its arrival its second copy arrives, or `null` if there is none. */
  readonly duplicateMs: number | null;
}

/** One direction between two addresses. */
interface Route {
  readonly random: Random;
  /** In the order of sending. A timer that fires delivers the first one, whichever message it was set for. */
  readonly queue: QueuedMessage[];
}

/** Addresses, the routes between them, and the faults on these routes. */
export class MemoryNetwork {
  readonly #faults: MemoryNetworkFaults;
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #ports = new Map<string, MemoryPort>();
  readonly #routes = new Map<string, Route>();
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
  /** What they tell is never lost: clients would ask again, which has no place here. */
  readonly rooms = new MemoryRooms((tell) => this.#after(this.#latency(0), tell));

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

  /** Sends `json`. What happens to it depends on the seed, the two addresses, and what was sent between them before. */
  post(from: string, to: string, json: string, room: string | null = null): void {
    const route = this.#route(from, to);
    const { reorder, duplicate, drop, reorderWindowMs } = this.#faults;
    // Always the same five draws, so that switching one fault on does not change the others.
    const isDropped = route.random() < drop;
    const isDuplicated = route.random() < duplicate;
    const isReordered = route.random() < reorder;
    const latencyMs = this.#latency(route.random());
    const extraMs = route.random() * reorderWindowMs;

    this.#counters.sent += 1;
    const verdict = this.intercept?.({ from, to, message: JSON.parse(json) as JsonValue });
    if (isDropped || verdict === 'drop') {
      this.#counters.dropped += 1;
      return;
    }
    if (isDuplicated) this.#counters.duplicated += 1;
    const queued = { from, to, json, room, duplicateMs: isDuplicated ? extraMs : null };
    if (isReordered) {
      this.#counters.reordered += 1;
      this.#after(latencyMs + extraMs, () => this.#arrive(queued));
    } else {
      // Timers count whole milliseconds, so they may fire in another order: the queue keeps the order of sending.
      route.queue.push(queued);
      this.#after(latencyMs, () => {
        const first = route.queue.shift();
        if (first) this.#arrive(first);
      });
    }
  }

  /** Resolves when no message is in flight any more, replies to what arrives included. */
  async settled(): Promise<void> {
    while (this.#inFlight > 0) {
      await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    }
  }

  #route(from: string, to: string): Route {
    // One generator per route, so that the outcome does not depend on how the sends of several clients interleave.
    const key = JSON.stringify([from, to]);
    let route = this.#routes.get(key);
    if (!route) {
      route = { random: createSeededRandom(this.#seed ^ hashText(key)), queue: [] };
      this.#routes.set(key, route);
    }
    return route;
  }

  #latency(draw: number): number {
    const { latencyMs } = this.#faults;
    if (typeof latencyMs === 'number') return latencyMs;
    const [minMs, maxMs] = latencyMs;
    return minMs + draw * (maxMs - minMs);
  }

  #after(delayMs: number, arrive: () => void): void {
    this.#inFlight += 1;
    this.#clock.setTimeout(() => {
      arrive();
      this.#inFlight -= 1;
      if (this.#inFlight > 0) return;
      const waiters = this.#idleWaiters;
      this.#idleWaiters = [];
      for (const resolve of waiters) resolve();
    }, delayMs);
  }

  #arrive(queued: QueuedMessage): void {
    const { from, to, json, room, duplicateMs } = queued;
    // Counted from the arrival, so that the copy never overtakes the original.
    if (duplicateMs !== null) {
      this.#after(duplicateMs, () => this.#arrive({ ...queued, duplicateMs: null }));
    }
    const port = this.#ports.get(to);
    if (port) {
      this.#counters.delivered += 1;
      const message = JSON.parse(json) as JsonValue;
      if (room === null) port.receive(from, message);
      else port.receiveInRoom(room, from, message);
      return;
    }
    this.#counters.undeliverable += 1;
    // As with the relay, the report goes to the sender's address, and is lost if nobody has that any more.
    this.#ports.get(from)?.reportUndeliverable(to, 'peer-unavailable');
  }
}
