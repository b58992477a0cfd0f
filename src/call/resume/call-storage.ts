import { isJsonObject, parseJson } from '../../internal/json-value.js';
import type { CallKeys } from '../../link/call-keys.js';
import type { LinkProgress } from '../../link/link.js';
import type { CallDirection } from '../terms/call-state.js';
import type { MediaState } from '../terms/media-state.js';

/** What of a call stays as it is from the moment it is connected. The keys in it can be used, but not read. */
export interface CallIdentity {
  readonly callId: string;
  readonly direction: CallDirection;
  /** Whether this side makes the offers. */
  readonly role: 'caller' | 'callee';
  readonly keys: CallKeys;
  readonly certificate: RTCCertificate | undefined;
  /** The peer's, as it is pinned. */
  readonly fingerprint: string | null;
}

interface KeptIdentity extends CallIdentity {
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
}

/** A page that is closed for good leaves its record behind; after a day the next call removes it. */
const MAX_AGE_MS = 24 * 60 * 60_000;

/** What changes all the time, and is kept at the very last moment. */
export interface CallProgress {
  readonly callId: string;
  readonly peerId: string;
  readonly generation: number;
  readonly link: LinkProgress;
  readonly localMedia: MediaState;
  readonly remoteMedia: MediaState;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
}

/** A call that was going on when the page was reloaded. */
export interface SavedCall extends CallIdentity, CallProgress {}

const DATABASE = 'p2p-video-call';
const STORE = 'calls';
// Of this tab alone, and still there after a reload. It can be written while the page goes, IndexedDB can't.
const PROGRESS_KEY = 'p2p-video-call';

/** Keeps what only IndexedDB can keep: keys and certificate. */
export async function saveIdentity(identity: CallIdentity): Promise<void> {
  await inStore('readwrite', (store) =>
    store.put({ ...identity, keptAtMs: Date.now() }, identity.callId),
  );
}

/** Removes what nobody will come back for. */
export async function removeOldCalls(): Promise<void> {
  const kept = await inStore<KeptIdentity[]>('readonly', (store) => store.getAll());
  for (const { callId, keptAtMs } of kept) {
    if (Date.now() - keptAtMs > MAX_AGE_MS) await forgetCall(callId);
  }
}

/** Keeps the rest, at once. */
export function saveProgress(progress: CallProgress): void {
  sessionStorage.setItem(PROGRESS_KEY, JSON.stringify(progress));
}

/** Takes out the call that this page was in, if it is not older than `maxAgeMs`; nobody else can take it then. */
export async function takeSavedCall(maxAgeMs: number): Promise<SavedCall | null> {
  const progress = parseJson(sessionStorage.getItem(PROGRESS_KEY));
  sessionStorage.removeItem(PROGRESS_KEY);
  if (!isJsonObject(progress)) return null;
  const { callId, savedAtMs } = progress as unknown as CallProgress;
  if (!(Date.now() - savedAtMs <= maxAgeMs)) {
    await forgetCall(callId);
    return null;
  }
  const identity = await inStore<CallIdentity | undefined>('readonly', (store) =>
    store.get(callId),
  );
  // It was written here, by this very version or one before it.
  return identity ? { ...(progress as unknown as CallProgress), ...identity } : null;
}

/** Leaves nothing of a call behind. */
export async function forgetCall(callId: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(callId));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  operate: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const opening = indexedDB.open(DATABASE);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await resultOf<IDBDatabase>(opening);
  try {
    return await resultOf<Result>(operate(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function resultOf<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });
}
