import type { CallOptions } from './call-options.js';
import type { CallQuality } from './call-quality.js';
import type { DiagnosisCause } from './diagnosis.js';

/** `skipped`: there is nothing to test, or it can't be tested. */
export type NetworkTestState = 'running' | 'passed' | 'failed' | 'skipped';

/** What is wrong; `ice-servers-failed`: whoever gives the servers gave none, so that the library's own are tested. */
export type NetworkProblem =
  | Extract<
      DiagnosisCause,
      | 'no-turn'
      | 'udp-blocked'
      | 'turn-refused'
      | 'turn-unreachable'
      | 'relay-policy-without-turn'
      | 'signaling-unreachable'
      | 'network-down'
    >
  | 'ice-servers-failed';

/** What this network lets a call do. It grows while it is tested: figures that are not known (yet) are `null`. */
export interface NetworkReport {
  /** A message over the signaling server and back. */
  readonly signaling: { readonly state: NetworkTestState; readonly roundTripTimeMs: number | null };
  /** UDP to the internet, by the answer of a STUN server: what a direct path needs. */
  readonly stun: { readonly state: NetworkTestState };
  /** A TURN server, and what it was reached over. */
  readonly turn: {
    readonly state: NetworkTestState;
    readonly protocols: readonly ('udp' | 'tcp' | 'tls')[];
  };
  /** The line, measured from this page over the TURN server and back. `skipped` without one. */
  readonly line: {
    readonly state: NetworkTestState;
    readonly roundTripTimeMs: number | null;
    /** 0 to 1. */
    readonly packetLoss: number | null;
    /** In bit/s, each way at the same time: of 800 kB, or of what goes in 3 s. A fast line carries more than shows in that. */
    readonly bitrate: number | null;
    /** What the test has sent and received, without what the transport adds: less than 2 MB. */
    readonly bytes: number;
  };
  /** What is wrong with it, the worst first. */
  readonly problems: readonly NetworkProblem[];
  /** How good a call is likely to be; at most `good` where the line could not be measured. `null` while it is tested. */
  readonly quality: CallQuality | null;
}

export const UNTESTED: NetworkReport = {
  signaling: { state: 'running', roundTripTimeMs: null },
  stun: { state: 'running' },
  turn: { state: 'running', protocols: [] },
  line: { state: 'running', roundTripTimeMs: null, packetLoss: null, bitrate: null, bytes: 0 },
  problems: [],
  quality: null,
};

export interface NetworkCheckOptions extends Pick<
  CallOptions,
  'iceServers' | 'iceTransportPolicy' | 'timing' | 'clock'
> {
  /** Stops the check, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | null | undefined;
  /** Gets the report each time that something more of it is known. */
  readonly onProgress?: ((report: NetworkReport) => void) | null | undefined;
}
