import { systemClock, type Clock } from '../../src/internal/clock.js';
import { Negotiator, type NegotiationSignal } from '../../src/call/connection/negotiator.js';
import { LeakGuard } from './leak-guard.js';
import { until } from './until.js';

export interface NegotiatorEnd {
  readonly connection: RTCPeerConnection;
  readonly negotiator: Negotiator;
  /** What this end has sent. */
  readonly sent: NegotiationSignal[];
  readonly errors: unknown[];
}

export interface NegotiatorPair {
  readonly polite: NegotiatorEnd;
  readonly impolite: NegotiatorEnd;
  /** Sees each signal as it leaves; `false` keeps it from arriving. */
  intercept: (from: NegotiatorEnd, signal: NegotiationSignal) => boolean;
  /** Changes what an end is sent before it is set there. */
  adapt: (at: NegotiatorEnd, sdp: string) => string;
  /** And what stays there. */
  adaptLocally: (at: NegotiatorEnd, sdp: string) => string;
  /** Changes what a side sends. */
  restore: (at: NegotiatorEnd, sdp: string) => string;
  /** What both are told when they ask whether everything they sent has arrived. */
  isHeard: boolean;
  close(): void;
}

export interface NegotiatorPairOptions {
  readonly clock?: Clock;
  readonly answerMs?: number;
}

/**
 * Gives the tests of the surrounding `describe` a function that makes pairs. After each test every pair is closed, and
 * the test fails if anything of it is left.
 */
export function useNegotiatorPairs(): (options?: NegotiatorPairOptions) => NegotiatorPair {
  let guard: LeakGuard;
  let pairs: NegotiatorPair[];

  beforeEach(() => {
    guard = new LeakGuard();
    guard.install();
    pairs = [];
  });

  afterEach(async () => {
    try {
      for (const pair of pairs) pair.close();
      await guard.check();
    } finally {
      guard.uninstall();
    }
  });

  return (options = {}) => {
    const pair = createNegotiatorPair(options);
    pairs.push(pair);
    return pair;
  };
}

/** Two negotiators with real connections and a strict first-in-first-out channel between them. */
function createNegotiatorPair(options: NegotiatorPairOptions): NegotiatorPair {
  const createSide = (side: 'polite' | 'impolite', other: 'polite' | 'impolite') =>
    createEnd(side === 'polite', options, {
      isHeard: () => pair.isHeard,
      adapt: (sdp) => pair.adapt(pair[side], sdp),
      adaptLocally: (sdp) => pair.adaptLocally(pair[side], pair.adapt(pair[side], sdp)),
      restore: (sdp) => pair.restore(pair[side], sdp),
      send: (signal) => deliver(pair[side], pair[other], signal),
    });
  const pair: NegotiatorPair = {
    polite: createSide('polite', 'impolite'),
    impolite: createSide('impolite', 'polite'),
    intercept: () => true,
    adapt: (_at, sdp) => sdp,
    adaptLocally: (_at, sdp) => sdp,
    restore: (_at, sdp) => sdp,
    isHeard: true,
    close() {
      for (const end of [pair.polite, pair.impolite]) {
        end.negotiator.close();
        end.connection.close();
      }
    },
  };
  function deliver(from: NegotiatorEnd, to: NegotiatorEnd, signal: NegotiationSignal): void {
    from.sent.push(signal);
    if (!pair.intercept(from, signal)) return;
    const copy = JSON.parse(JSON.stringify(signal)) as NegotiationSignal;
    // One task per message, in order: message ports promise both.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      void to.negotiator.receive(copy);
    };
    port2.postMessage(null);
  }
  return pair;
}

interface NegotiatorEndHandlers {
  readonly isHeard: () => boolean;
  readonly adapt: (sdp: string) => string;
  readonly adaptLocally: (sdp: string) => string;
  readonly restore: (sdp: string) => string;
  readonly send: (signal: NegotiationSignal) => void;
}

function createEnd(
  polite: boolean,
  { clock = systemClock, answerMs = 10_000 }: NegotiatorPairOptions,
  { send, ...handlers }: NegotiatorEndHandlers,
): NegotiatorEnd {
  const connection = new RTCPeerConnection();
  const errors: unknown[] = [];
  const negotiator = new Negotiator({
    connection,
    polite,
    clock,
    answerMs,
    ...handlers,
    onDescription: send,
    onCandidate: (candidate) => {
      if (candidate === null || candidate.candidate === '') return;
      const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
      const text = candidate.candidate;
      send({ candidates: [{ candidate: text, sdpMid, sdpMLineIndex, usernameFragment }] });
    },
    check: () => undefined,
    onError: (error) => errors.push(error),
  });
  return { connection, negotiator, sent: [], errors };
}

/** Sorted, because after a rollback the own transceiver comes before the one from the peer's offer. */
export const midsOf = ({ connection }: NegotiatorEnd) =>
  connection
    .getTransceivers()
    .map(({ mid }) => mid)
    .sort();

export const ufragsOf = (description: RTCSessionDescription | null) =>
  [...new Set(description?.sdp.match(/a=ice-ufrag:.*/g) ?? [])].join();

export const isSettled = ({ connection }: NegotiatorEnd) =>
  connection.signalingState === 'stable' &&
  connection.getTransceivers().every(({ mid, currentDirection }) => mid && currentDirection);

/** Resolves once both ends have `count` transceivers and agree on them. */
export async function converged(
  { polite, impolite }: NegotiatorPair,
  count: number,
): Promise<void> {
  await until(
    () =>
      isSettled(polite) &&
      isSettled(impolite) &&
      midsOf(polite).length >= count &&
      midsOf(polite).join() === midsOf(impolite).join(),
    `${count} transceivers on both sides`,
  );
}
