import { systemClock, type Clock } from '../../internal/clock.js';
import { given, type Lenient } from '../../internal/given.js';
import {
  MemoryNetwork,
  type MemoryInterceptor,
  type MemoryNetworkCounters,
  type MemoryNetworkFaults,
} from './memory-network.js';
import { MemorySignalingClient } from './memory-signaling-client.js';

/** By default messages arrive at once, in order, and exactly once. `undefined` and `null` count as left out. */
export interface MemorySignalingOptions extends Lenient<MemoryNetworkFaults> {
  /**
   * The seed of all random numbers, 1 by default. For the same seed and the same two addresses, the same messages from
   * one to the other have the same outcome.
   */
  readonly seed?: number | null | undefined;
  /** Sees each message as it is sent; with `'drop'` the message is lost. */
  readonly intercept?: MemoryInterceptor | null | undefined;
  /** The clock by which messages take their time; for tests with a manual clock. */
  readonly clock?: Clock | null | undefined;
}

/** A signaling network within one page, for tests. Its clients reach each other, with faults if wanted. */
export interface MemorySignaling extends MemoryNetworkCounters {
  /**
   * @param id the client's address; by default one drawn from the seed
   * @returns a client that is not open yet; its `open()` fails with `connect-failed` if the address is taken
   */
  connect(id?: string): MemorySignalingClient;
  /** How many messages have been sent and not arrived yet. */
  readonly inFlight: number;
  /** Sees each message as it is sent; with `'drop'` the message is lost. May be changed at any time. */
  intercept: MemoryInterceptor | null;
  /** Resolves when no message is in flight any more, replies to what arrives included. */
  settled(): Promise<void>;
}

/** Makes a signaling network in memory that can delay, lose, duplicate and reorder messages as real ones do. */
export function createMemorySignaling(
  memoryOptions?: MemorySignalingOptions | null,
): MemorySignaling {
  const options = given(memoryOptions);
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
