import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type {
  Candidate,
  CandidatesMessage,
  DescriptionMessage,
  NumberedDescription,
  Opening,
} from '../terms/call-message.js';

/** A later message about the connection, which does not say yet which of the call's connections that is. */
export type ConnectionSignal =
  Omit<DescriptionMessage, 'generation'> | Omit<CandidatesMessage, 'generation'>;

export interface SignalOutboxOptions {
  readonly clock: Clock;
  /** How long candidates are collected before they are sent together. The first description waits as long for them. */
  readonly batchMs: number;
  /** Whether somebody waits for the first description: then it leaves as soon as it has a candidate. */
  readonly isUrgent: boolean;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: ConnectionSignal) => void;
}

/** Chromium 156 finds all host candidates within 1 to 3 ms of each other. */
const SIBLINGS_MS = 3;

/**
 * Decides when descriptions and candidates leave. The first description waits a moment for its candidates, so that
 * invite and accept carry them; later candidates go in batches. Each message over the relay costs.
 */
export class SignalOutbox {
  readonly #options: SignalOutboxOptions;
  #opening: NumberedDescription | 'awaited' | 'sent' = 'awaited';
  readonly #candidates: Candidate[] = [];
  readonly #timer: Timer;

  constructor(options: SignalOutboxOptions) {
    this.#options = options;
    this.#timer = new Timer(options.clock, () => this.#flush());
  }

  addDescription(numbered: NumberedDescription): void {
    if (this.#opening === 'awaited') {
      this.#opening = numbered;
      this.#timer.start(this.#options.batchMs);
      return;
    }
    this.#flush();
    this.#options.send({ type: 'description', ...numbered });
  }

  /** `null`: there are no more for now. */
  addCandidate(candidate: RTCIceCandidate | null): void {
    const isOpened = this.#opening === 'sent';
    if (candidate === null) {
      // What was collected goes at once if the opening waits for it, else with its batch.
      if (!isOpened) this.#flush();
      return;
    }
    // A browser offers TCP candidates in active mode only, and two active ends never meet (RFC 6544, section 6.2).
    if (candidate.candidate === '' || candidate.tcpType === 'active') return;
    // As JSON it has the fields of `Candidate` and no others (W3C WebRTC, "RTCIceCandidate", toJSON).
    if (this.#candidates.push(candidate) > 1) return;
    if (isOpened) this.#timer.start(this.#options.batchMs);
    else if (this.#options.isUrgent) this.#timer.start(SIBLINGS_MS);
  }

  close(): void {
    this.#timer.stop();
  }

  #flush(): void {
    this.#timer.stop();
    if (this.#opening === 'awaited') return;
    const candidates = this.#candidates.splice(0);
    if (this.#opening !== 'sent') this.#options.sendOpening({ ...this.#opening, candidates });
    else if (candidates.length > 0) this.#options.send({ type: 'candidates', candidates });
    this.#opening = 'sent';
  }
}
