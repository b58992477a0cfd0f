import { toCallError, type CallError } from '../terms/call-error.js';
import { PROGRESS_KEY } from './progress-key.js';
import type * as StorageModule from './call-storage.js';
import type { CallIdentity, CallProgress } from './call-storage.js';

type Storage = typeof StorageModule;

/** Fetches the code that reads and writes the browser's storage, which only calls with option `resume` need. */
export function loadStorage(): Promise<Storage> {
  return import('./call-storage.js');
}

const storageLater: Pick<Storage, 'forgetCall'> = {
  forgetCall: async (callId) => (await loadStorage()).forgetCall(callId),
};

/**
 * Removes what a page has left behind that nobody came back to in time, with messages in it that the peer had not received.
 * To be called where the app begins to use calls.
 */
export function removeLeftBehind(maxAgeMs: number): void {
  try {
    if (sessionStorage.getItem(PROGRESS_KEY) === null) return;
  } catch {
    // There is no storage, or the page may not use it.
    return;
  }
  // If it fails, there is another attempt at the next call.
  loadStorage()
    .then(({ removeExpired }) => removeExpired(maxAgeMs))
    .catch(() => undefined);
}

/** Stores what the page needs to continue its call after a reload, for as long as the call lasts. */
export class CallKeeper {
  readonly #status: { report(error: CallError): void };
  readonly #isWanted: boolean;
  /** The id of the call once enough is stored to continue it after a reload. */
  #keptId: string | null;
  #storage: Storage | null = null;
  #isKeeping = false;
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
    if (isWanted) {
      // A failure is reported when the call is up.
      loadStorage().then(
        (storage) => (this.#storage = storage),
        () => undefined,
      );
    }
  }

  /** To be called whenever the call is up. */
  async keep(identity: CallIdentity | null): Promise<void> {
    if (!this.#isWanted || this.#isKeeping || this.#keptId !== null || identity === null) return;
    this.#isKeeping = true;
    try {
      const { saveIdentity, removeOldCalls } = await loadStorage();
      await saveIdentity(identity);
      this.#keptId = identity.callId;
      // The call may have ended meanwhile.
      if (this.#isOver) this.forget();
      await removeOldCalls();
    } catch (error) {
      this.#status.report(toCallError(error, 'resume-failed'));
    }
    this.#isKeeping = false;
  }

  /** The page is being left: stores how far the call has come. Returns whether the next page can continue it. */
  handOver(progress: Omit<CallProgress, 'savedAtMs'>): boolean {
    if (this.#keptId === null || this.#storage === null) return false;
    try {
      this.#storage.saveProgress({ ...progress, savedAtMs: Date.now() });
      this.#keptId = null;
      return true;
    } catch (error) {
      this.#status.report(toCallError(error, 'resume-failed'));
      return false;
    }
  }

  /** The call is over: removes what was stored. */
  forget(): void {
    const keptId = this.#keptId;
    this.#isOver = true;
    this.#keptId = null;
    // What was kept was kept by the storage that is here. Of a call that was resumed it may still be on its way.
    if (keptId !== null) (this.#storage ?? storageLater).forgetCall(keptId).catch(reportError);
  }
}
