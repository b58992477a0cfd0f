import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type {
  Candidate,
  CandidatesMessage,
  DescriptionMessage,
  NumberedDescription,
  Opening,
} from '../terms/call-message.js';

/** A later message about a connection, still without the number of the connection (`generation`). */
export type ConnectionSignal =
  Omit<DescriptionMessage, 'generation'> | Omit<CandidatesMessage, 'generation'>;

export interface SignalOutboxOptions {
  readonly clock: Clock;
  /** How long candidates are collected before they are sent together, in ms. The first description waits as long. */
  readonly batchMs: number;
  /** Whether somebody is waiting for the first description: then it is sent as soon as it has a candidate. */
  readonly isUrgent: boolean;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: ConnectionSignal) => void;
}

/**
 * Candidates in one message. An invitation of Chromium 156 has 12.3 KB without any, and a long one (IPv6, with its base) adds
 * 320 bytes: so many stay within the 21,500 bytes of an envelope.
 */
const MAX_CANDIDATES = 25;

/** Chromium 156 finds all host candidates within 1 to 3 ms of each other. */
const SIBLINGS_MS = 3;

/**
 * Decides when descriptions and candidates are sent. The first description waits a moment for its candidates, so that
 * invite and accept contain them; later candidates are sent in batches. Each message over the relay costs money.
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

  /** `null`: there are no more candidates for now. */
  addCandidate(candidate: RTCIceCandidate | null): void {
    const isOpened = this.#opening === 'sent';
    if (candidate === null) {
      // If the first description still waits, it can be sent now. Otherwise the batch has its timer.
      if (!isOpened) this.#flush();
      return;
    }
    // Browsers offer TCP candidates only in active mode, and two active sides can't connect (RFC 6544, section 6.2).
    if (candidate.candidate === '' || candidate.tcpType === 'active') return;
    // Its toJSON() gives exactly the fields of `Candidate` (W3C WebRTC, "RTCIceCandidate").
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
    const candidates = this.#candidates.splice(0, MAX_CANDIDATES);
    if (this.#opening !== 'sent') this.#options.sendOpening({ ...this.#opening, candidates });
    else if (candidates.length > 0) this.#options.send({ type: 'candidates', candidates });
    this.#opening = 'sent';
    if (this.#candidates.length > 0) this.#flush();
  }
}
