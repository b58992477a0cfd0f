import { toCallError, type CallError } from '../terms/call-error.js';
import {
  forgetCall,
  removeOldCalls,
  saveIdentity,
  saveProgress,
  type CallIdentity,
  type CallProgress,
} from './call-storage.js';

/** Stores what the page needs to continue its call after a reload, for as long as the call lasts. */
export class CallKeeper {
  readonly #status: { report(error: CallError): void };
  readonly #isWanted: boolean;
  /** The id of the call once enough is stored to continue it after a reload. */
  #keptId: string | null;
  #isOver = false;

  /** @param keptId the id of the call, if the page before the reload has stored it */
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
      // The call may have ended meanwhile.
      if (this.#isOver) this.forget();
      await removeOldCalls();
    } catch (error) {
      this.#status.report(toCallError(error, 'resume-failed'));
    }
  }

  /** The page is being left: stores how far the call has come. Returns whether the next page can continue it. */
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

  /** The call is over: removes what was stored. */
  forget(): void {
    this.#isOver = true;
    if (this.#keptId !== null) forgetCall(this.#keptId).catch(reportError);
    this.#keptId = null;
  }
}
