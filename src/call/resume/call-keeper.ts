import { toCallError, type CallError } from '../terms/call-error.js';
import {
  forgetCall,
  removeOldCalls,
  saveIdentity,
  saveProgress,
  type CallIdentity,
  type CallProgress,
} from './call-storage.js';

/** Keeps what a reloaded page needs to go on with a call, for as long as the call goes on. */
export class CallKeeper {
  readonly #onError: (error: CallError) => void;
  #keptId: string | null;
  #isOver = false;

  /** @param keptId the call, if it has been kept by the page before this one */
  constructor(onError: (error: CallError) => void, keptId: string | null = null) {
    this.#onError = onError;
    this.#keptId = keptId;
  }

  /** Whether a reloaded page could go on with the call. */
  get isReady(): boolean {
    return this.#keptId !== null;
  }

  async save(identity: CallIdentity): Promise<void> {
    try {
      await saveIdentity(identity);
      this.#keptId = identity.callId;
      // It may have ended meanwhile.
      if (this.#isOver) this.forget();
      await removeOldCalls();
    } catch (error) {
      this.#onError(toCallError(error, 'resume-failed'));
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
      this.#onError(toCallError(error, 'resume-failed'));
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
