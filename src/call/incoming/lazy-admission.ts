import type { Envelope } from '../../link/envelope.js';
import { notFetched } from '../terms/call-error.js';
import type { AdmissionOptions, InviteAdmission } from './invite-admission.js';

/** More than a few callers send while a file is fetched. What is too much comes again. */
const MAX_WAITING = 64;

/** Judges invitations with code that is no part of the first load: it is fetched when somebody listens, or has a call. */
export class LazyAdmission {
  readonly #options: AdmissionOptions;
  #loading: Promise<InviteAdmission | null> | null = null;
  #admission: InviteAdmission | null = null;
  #waiting = 0;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Fetches the code, so that a call which comes rings without a wait. */
  load(): void {
    void this.#load();
  }

  /** The user has declined a stranger's call. */
  declined(): void {
    this.#admission?.declined();
  }

  /** Takes an envelope of an unknown call. Never throws. */
  take(envelope: Envelope, from: string): void {
    if (this.#admission) this.#admission.take(envelope, from);
    else if (this.#waiting < MAX_WAITING) void this.#takeLater(envelope, from);
  }

  clear(): void {
    this.#admission?.clear();
  }

  async #takeLater(envelope: Envelope, from: string): Promise<void> {
    this.#waiting += 1;
    const admission = await this.#load();
    this.#waiting -= 1;
    if (admission) admission.take(envelope, from);
    // Nothing can be judged here: the caller is told at once, instead of ringing for a minute.
    else
      this.#options.router.refuse(envelope, from, { type: 'hangup', reason: 'connection-failed' });
  }

  #load(): Promise<InviteAdmission | null> {
    this.#loading ??= import('./invite-admission.js').then(
      ({ InviteAdmission }) => (this.#admission = new InviteAdmission(this.#options)),
      (cause: unknown) => {
        // The next envelope tries again.
        this.#loading = null;
        reportError(notFetched('connection-failed', cause));
        return null;
      },
    );
    return this.#loading;
  }
}
