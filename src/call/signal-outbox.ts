import type { Clock } from '../internal/clock.js';
import type {
  Candidate,
  CandidatesMessage,
  DescriptionMessage,
  NumberedDescription,
  Opening,
} from './call-message.js';

export interface SignalOutboxOptions {
  readonly clock: Clock;
  /** How long candidates are collected before they are sent together. */
  readonly batchMs: number;
  /** How long the first description waits for candidates to take along. */
  readonly openingMs: number;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: DescriptionMessage | CandidatesMessage) => void;
}

/**
 * Decides when descriptions and candidates leave. The first description waits a moment for its candidates, so that
 * invite and accept carry them; later candidates go in batches. Each message over the relay costs.
 */
export class SignalOutbox {
  readonly #options: SignalOutboxOptions;
  #opening: NumberedDescription | 'awaited' | 'sent' = 'awaited';
  #candidates: Candidate[] = [];
  #timer: unknown = null;

  constructor(options: SignalOutboxOptions) {
    this.#options = options;
  }

  addDescription(numbered: NumberedDescription): void {
    if (this.#opening === 'awaited') {
      this.#opening = numbered;
      this.#startTimer(this.#options.openingMs);
      return;
    }
    this.#flush();
    this.#options.send({ type: 'description', ...numbered });
  }

  /** `null`: there are no more for now. */
  addCandidate(candidate: RTCIceCandidate | null): void {
    if (candidate === null) {
      // What was collected goes at once if the opening waits for it, else with its batch.
      if (this.#opening !== 'sent') this.#flush();
      return;
    }
    // A browser offers TCP candidates in active mode only, and two active ends never meet (RFC 6544, section 6.2).
    if (candidate.candidate === '' || candidate.tcpType === 'active') return;
    this.#candidates.push({
      candidate: candidate.candidate,
      sdpMid: candidate.sdpMid,
      sdpMLineIndex: candidate.sdpMLineIndex,
      usernameFragment: candidate.usernameFragment,
    });
    if (this.#opening === 'sent') this.#startTimer(this.#options.batchMs);
  }

  close(): void {
    this.#stopTimer();
    this.#opening = 'sent';
    this.#candidates = [];
  }

  #flush(): void {
    this.#stopTimer();
    if (this.#opening === 'awaited') return;
    const candidates = this.#candidates;
    this.#candidates = [];
    if (this.#opening !== 'sent') {
      const opening = this.#opening;
      this.#opening = 'sent';
      this.#options.sendOpening({ ...opening, candidates });
    } else if (candidates.length > 0) {
      this.#options.send({ type: 'candidates', candidates });
    }
  }

  #startTimer(delayMs: number): void {
    this.#timer ??= this.#options.clock.setTimeout(() => this.#flush(), delayMs);
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
