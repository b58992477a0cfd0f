import { systemClock, type Clock } from '../../internal/clock.js';
import {
  MemoryNetwork,
  type MemoryInterceptor,
  type MemoryNetworkCounters,
  type MemoryNetworkFaults,
} from './memory-network.js';
import { MemorySignalingClient } from './memory-signaling-client.js';

/** Without any, messages arrive at once, in order, and exactly once. */
export interface MemorySignalingOptions extends Partial<MemoryNetworkFaults> {
  /**
   * Where chance comes from, 1 by default. The same seed, the same addresses and the same sends on the way from one
   * address to another have the same outcome.
   */
  readonly seed?: number;
  /** Looks at each message as it is sent; `'drop'` loses it. */
  readonly intercept?: MemoryInterceptor;
  /** The time that messages take; for tests that hold time still. */
  readonly clock?: Clock;
}

/** A signaling network within one page, for tests: its clients reach each other, with faults as wanted. */
export interface MemorySignaling extends MemoryNetworkCounters {
  /**
   * @param id the client's address; a seeded one where it is left out
   * @returns a client that is not open yet; its `open()` fails with `connect-failed` if the address is taken
   */
  connect(id?: string): MemorySignalingClient;
  /** How many messages are on their way. */
  readonly inFlight: number;
  /** Looks at each message as it is sent; `'drop'` loses it. May be changed at any time. */
  intercept: MemoryInterceptor | null;
  /** Resolves when nothing is on its way, counting what is sent in answer to what arrives. */
  settled(): Promise<void>;
}

/** Makes a signaling network in memory that can delay, lose, repeat and reorder messages as real ones do. */
export function createMemorySignaling(options: MemorySignalingOptions = {}): MemorySignaling {
  const network = new MemoryNetwork(
    {
      latencyMs: options.latencyMs ?? 0,
      reorder: options.reorder ?? 0,
      duplicate: options.duplicate ?? 0,
      drop: options.drop ?? 0,
      reorderWindowMs: options.reorderWindowMs ?? 40,
    },
    options.seed ?? 1,
    options.clock ?? systemClock,
    options.intercept ?? null,
  );
  return {
    connect: (id) => new MemorySignalingClient(network, id ?? null),
    settled: () => network.settled(),
    get intercept() {
      return network.intercept;
    },
    set intercept(intercept) {
      network.intercept = intercept;
    },
    get inFlight() {
      return network.inFlight;
    },
    get sent() {
      return network.counters.sent;
    },
    get delivered() {
      return network.counters.delivered;
    },
    get dropped() {
      return network.counters.dropped;
    },
    get duplicated() {
      return network.counters.duplicated;
    },
    get reordered() {
      return network.counters.reordered;
    },
    get undeliverable() {
      return network.counters.undeliverable;
    },
  };
}
