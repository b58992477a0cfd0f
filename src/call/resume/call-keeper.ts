import { toCallError, type CallError } from '../terms/call-error.js';
import {
  forgetCall,
  removeOldCalls,
  saveIdentity,
  saveProgress,
  type CallIdentity,
  type CallProgress,
} from './call-storage.js';

/** Keeps what another page needs to go on with a call, for as long as the call goes on. */
export class CallKeeper {
  readonly #status: { report(error: CallError): void };
  readonly #isWanted: boolean;
  /** Set once another page could go on with the call. */
  #keptId: string | null;
  #isOver = false;

  /** @param keptId the call, if it has been kept by the page before this one */
  constructor(
    status: { report(error: CallError): void },
    isWanted: boolean,
    keptId: string | null = null,
  ) {
    this.#status = status;
    this.#isWanted = isWanted;
    this.#keptId = keptId;
  }

  /** To be called whenever the call is up. */
  async keep(identity: CallIdentity | null): Promise<void> {
    if (!this.#isWanted || this.#keptId !== null || identity === null) return;
    try {
      await saveIdentity(identity);
      this.#keptId = identity.callId;
      // It may have ended meanwhile.
      if (this.#isOver) this.forget();
      await removeOldCalls();
    } catch (error) {
      this.#status.report(toCallError(error, 'resume-failed'));
    }
  }

  /** The page goes away: what is kept belongs to the next one. Returns whether that can go on. */
  handOver(progress: Omit<CallProgress, 'savedAtMs'>): boolean {
    if (this.#keptId === null) return false;
    try {
      saveProgress({ ...progress, savedAtMs: Date.now() });
      this.#keptId = null;
      return true;
    } catch (error) {
      this.#status.report(toCallError(error, 'resume-failed'));
      return false;
    }
  }

  /** The call is over. */
  forget(): void {
    this.#isOver = true;
    if (this.#keptId !== null) forgetCall(this.#keptId).catch(reportError);
    this.#keptId = null;
  }
}
