import { fromBase64Url } from '../../internal/base64url.js';
import type { Clock } from '../../internal/clock.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { EnvelopeSeal } from '../../link/envelope-seal.js';
import { CallError } from '../terms/call-error.js';
import type { ConfirmMessage, RevealMessage } from '../terms/call-message.js';
import type { SavedVerification, VerificationCode, Verified } from '../terms/verification.js';
import { commitTo, createNonce } from './commitment.js';
import { toVerificationCode } from './verification-code.js';

export interface CallVerificationOptions {
  readonly callId: string;
  readonly seal: EnvelopeSeal;
  readonly clock: Clock;
  /** How long after the connection is up the code may take, in ms. */
  readonly patienceMs: number;
  /** The commitment in the invitation that this side was sent; absent on the caller's side. */
  readonly commit: string | undefined;
  /** Whether both sides have given the option `secret`. Then it is in the keys already. */
  readonly hasSecret: boolean;
  readonly saved: SavedVerification | undefined;
  readonly send: (message: RevealMessage | ConfirmMessage) => void;
  readonly onVerification: () => void;
  /** Somebody is between the two sides: the call must end. */
  readonly onImpostor: (error: CallError) => void;
  /** The call goes on, but nobody can say who is between. */
  readonly onError: (error: CallError) => void;
}

/**
 * Makes the code that the two users compare.
 *
 * The caller commits itself to a nonce in its invitation, and reveals it only when the answer is fixed and the certificate
 * checked; the callee's part is its key, which is made when the invitation is fixed. So whoever is between the two has to
 * choose everything of its own before it can know either code, and has one guess in 2^30 (as in ZRTP, RFC 6189, section
 * 4.4.1.1). A code is shown once both sides know that the other has it.
 */
export class CallVerification {
  readonly #options: CallVerificationOptions;
  readonly #timer: Timer;
  readonly #nonce: string | null;
  readonly #commit: string | null;
  #isConnected = false;
  /** That came before the path was up. */
  #early: RevealMessage | ConfirmMessage | null = null;
  #isReceived = false;
  #bits: number | null;
  #code: VerificationCode | null = null;
  #verified: Verified;

  constructor(options: CallVerificationOptions) {
    const { saved, commit, clock } = options;
    this.#options = options;
    this.#commit = saved?.commit ?? commit ?? null;
    this.#nonce = saved ? saved.nonce : commit === undefined ? createNonce() : null;
    this.#bits = saved?.bits ?? null;
    this.#verified = saved?.verified ?? false;
    this.#timer = new Timer(clock, () => this.#expired(), DEADLINE_GRACE_MS);
    if (this.#bits !== null) this.#code = toVerificationCode(this.#bits);
  }

  get code(): VerificationCode | null {
    return this.#code;
  }

  get verified(): Verified {
    return this.#verified;
  }

  get saved(): SavedVerification {
    const [bits, nonce, commit] = [this.#bits, this.#nonce, this.#commit];
    return { bits, nonce, commit, verified: this.#verified };
  }

  /** What the caller's invitation says. */
  commitment(): Promise<string> {
    return commitTo(this.#options.callId, this.#nonce ?? '');
  }

  /** The path to the peer is up, and the certificate at its other end is the one that is pinned. */
  connected(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    if (this.#bits === null) this.#begin();
    // At last: the app may hang up when it hears of it.
    this.heard();
  }

  #begin(): void {
    const { saved, patienceMs, send } = this.#options;
    // Also while the path is down: then nothing is heard, but what this side sends may well arrive.
    this.#timer.start(patienceMs);
    // Not earlier: it would go over the relay. A reload does not lose a message that the link has taken.
    if (this.#nonce !== null && !saved) send({ type: 'reveal', nonce: this.#nonce });
    if (this.#early) this.receive(this.#early);
  }

  /** Something has come that is the peer's. The secret is in the keys: so who has confirmed them knows it. */
  heard(): void {
    const { hasSecret, seal } = this.#options;
    const isProved = hasSecret && this.#isConnected && seal.isConfirmed;
    if (isProved && !this.#verified) this.#verify('secret');
  }

  receive(message: RevealMessage | ConfirmMessage): void {
    if (!this.#isConnected) {
      this.#early ??= message;
      return;
    }
    const isForUs = (message.type === 'reveal') === (this.#nonce === null);
    if (!isForUs || this.#isReceived || this.#bits !== null) return;
    this.#isReceived = true;
    void this.#complete(message.type === 'reveal' ? message.nonce : (this.#nonce ?? ''));
  }

  /** The user has compared the code. To be called once there is one. */
  confirm(matches: boolean): void {
    if (matches) this.#verify('user');
    else {
      const sentence = 'The codes differ: somebody is between the two sides.';
      this.#options.onImpostor(new CallError('verification-failed', sentence));
    }
  }

  close(): void {
    this.#timer.stop();
  }

  async #complete(nonce: string): Promise<void> {
    const { callId, seal, send, onImpostor, onError } = this.#options;
    try {
      const isCallee = this.#nonce === null;
      if (isCallee && (await commitTo(callId, nonce)) !== this.#commit) {
        const sentence = 'What the caller revealed is not what it had committed itself to.';
        onImpostor(new CallError('verification-failed', sentence));
        return;
      }
      this.#bits = await seal.deriveCode(fromBase64Url(nonce));
      if (isCallee) send({ type: 'confirm' });
      this.#show(this.#bits);
    } catch (cause) {
      onError(unavailable(cause));
    }
  }

  #show(bits: number): void {
    this.#timer.stop();
    this.#code = toVerificationCode(bits);
    this.#options.onVerification();
  }

  #verify(verified: Verified): void {
    this.#verified = verified;
    this.#options.onVerification();
  }

  /** Who confirms no keys may be somebody who can't: who has changed invitation or answer on their way. */
  #expired(): void {
    const { seal, onImpostor, onError } = this.#options;
    if (seal.isSessionConfirmed) onError(unavailable());
    else {
      const sentence = 'The other side has proved nothing of what it said since the answer.';
      onImpostor(new CallError('verification-failed', sentence));
    }
  }
}

function unavailable(cause?: unknown): CallError {
  const sentence = 'There is no code to compare in this call: nobody can say who is in between.';
  return new CallError('verification-unavailable', sentence, { cause });
}
