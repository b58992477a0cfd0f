import type { CallStatistics, CallStatisticsOptions } from './diagnosis/call-statistics.js';
import type { ConnectionEvidence } from './diagnosis/candidate-log.js';
import type { Circumstances, examine } from './diagnosis/connection-doctor.js';
import { CallError, notFetched } from './terms/call-error.js';
import type { CallQuality } from './terms/call-quality.js';
import type { CallReport } from './terms/call-report.js';

/** The error message of a call that ends without anybody ending it, unless a diagnosis says more. */
const SENTENCES = {
  'signaling-failed': 'The relay is out of reach. Open the signaling client before calling.',
  'peer-unavailable': 'Nobody is at this address. Ask for the present one.',
  'connection-failed':
    'No path to the other side was found. Strict networks need a TURN server in iceServers.',
  'connection-lost': 'The connection was lost for too long.',
};

/** Why a call can end without anybody ending it. */
export type CallFailureReason = keyof typeof SENTENCES;

interface Loaded {
  readonly statistics: CallStatistics;
  readonly examine: typeof examine;
}

/**
 * Figures and diagnosis of a call. Their code is not part of the first load. It is fetched when the call begins, not when
 * it is needed: once a call has failed, the network may be gone. If it can't be fetched, the call goes on without: its
 * quality stays unknown, and so does the cause of a failure.
 */
export class CallDiagnostics {
  readonly #loading: Promise<Loaded>;
  #loaded: Loaded | null = null;

  constructor(options: CallStatisticsOptions) {
    this.#loading = import('./diagnosis/diagnostics.js').then(
      ({ CallStatistics, examine }) =>
        (this.#loaded = { statistics: new CallStatistics(options), examine }),
    );
    // `report()` throws this error. Without a handler here it would be an unhandled rejection even if nobody asks.
    this.#loading.catch(() => {});
  }

  /** `null` until it is known. */
  get quality(): CallQuality | null {
    return this.#loaded?.statistics.quality ?? null;
  }

  /** The connection is up, for the first time or again. */
  start(connection: RTCPeerConnection): void {
    this.#whenLoaded((statistics) => statistics.start(connection));
  }

  stop(): void {
    this.#whenLoaded((statistics) => statistics.stop());
  }

  /** @throws {CallError} `report-failed` if its code could not be fetched */
  async report(): Promise<CallReport> {
    const { statistics } = await this.#loading.catch((cause: unknown) => {
      throw notFetched('report-failed', cause);
    });
    return statistics.report();
  }

  /** Explains why the call has ended, as far as the evidence goes. */
  explain(
    reason: CallFailureReason,
    evidence: ConnectionEvidence | null,
    circumstances: Omit<Circumstances, 'isOnline'>,
  ): CallError {
    const isOnline = globalThis.navigator?.onLine !== false;
    const found = this.#loaded?.examine(evidence, { ...circumstances, isOnline });
    return new CallError(reason, found?.sentence || SENTENCES[reason], {
      diagnosis: found?.diagnosis ?? { cause: 'unknown', side: 'unknown' },
    });
  }
  /** Runs `action` once the code is there, if it can be fetched. An error in `action` is an unhandled rejection. */
  #whenLoaded(action: (statistics: CallStatistics) => void): void {
    void this.#loading.then(
      ({ statistics }) => action(statistics),
      () => {},
    );
  }
}
