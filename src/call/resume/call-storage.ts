import { isJsonObject, parseJson } from '../../internal/json-value.js';
import { saltOf } from '../../link/call-keys.js';
import type { SavedKeys } from '../../link/envelope-seal.js';
import type { LinkProgress } from '../../link/link-options.js';
import type { AudioProcessing, CallOptions, ResolvedCallOptions } from '../terms/call-options.js';
import type { CallDirection } from '../terms/call-state.js';
import { CallError } from '../terms/call-error.js';
import { parseMedia, type MediaState } from '../terms/media-state.js';
import { PROGRESS_KEY } from './progress-key.js';
import type { SavedVerification } from '../terms/verification.js';

/** The part of a call that does not change once it is connected. Its keys can be used, but not read. */
export interface CallIdentity {
  readonly callId: string;
  readonly direction: CallDirection;
  /** Whether this side makes the offers. */
  readonly role: 'caller' | 'callee';
  readonly keys: SavedKeys;
  readonly certificate: RTCCertificate | undefined;
  /** The peer's certificate fingerprint, as pinned. */
  readonly fingerprint: string | null;
}

interface KeptIdentity extends CallIdentity {
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
}

/** A page that is closed for good leaves its record behind. The next call removes records older than this, in ms. */
const MAX_AGE_MS = 24 * 60 * 60_000;

/** The part of a call that changes all the time. It is stored when the page is being left. */
export interface CallProgress {
  readonly callId: string;
  readonly peerId: string;
  readonly generation: number;
  readonly link: LinkProgress;
  readonly verification: SavedVerification;
  /** What is meant to be on. */
  readonly localMedia: MediaState;
  readonly remoteMedia: MediaState;
  readonly audioProcessing?: AudioProcessing | undefined;
  readonly peerName?: string | null | undefined;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
}

/** A call that was going on when the page was reloaded. */
export interface SavedCall extends CallIdentity, CallProgress {}

const DATABASE = 'p2p-video-call';
const STORE = 'calls';

/** Stores the identity in IndexedDB, which can store keys and certificates. */
export async function saveIdentity(identity: CallIdentity): Promise<void> {
  await inStore('readwrite', (store) =>
    store.put({ ...identity, keptAtMs: Date.now() }, identity.callId),
  );
}

/** Removes the records of calls that nobody will continue. */
export async function removeOldCalls(): Promise<void> {
  const kept = await inStore<KeptIdentity[]>('readonly', (store) => store.getAll());
  for (const { callId, keptAtMs } of kept) {
    if (Date.now() - keptAtMs > MAX_AGE_MS) await forgetCall(callId);
  }
}

/** Stores the progress, synchronously. */
export function saveProgress(progress: CallProgress): void {
  sessionStorage.setItem(PROGRESS_KEY, JSON.stringify(progress));
}

/** What a call that was saved is continued with. */
export interface SavedInit {
  readonly peerId: string;
  readonly direction: CallDirection;
  readonly options: CallOptions;
  readonly saved: SavedCall;
}

/**
 * Takes the call of this tab out of the storage, so that it is continued only once; `null` if it is too old.
 *
 * @throws {CallError} `resume-failed` if the options have a secret, and it was made with another one, or none
 */
export async function takeSavedCall(options: ResolvedCallOptions): Promise<SavedInit | null> {
  const { timing, audio, video, secret } = options;
  const saved = await readSavedCall(timing.resumeMs, secret);
  if (saved === null) return null;
  const { peerId, direction, localMedia, audioProcessing } = saved;
  return {
    peerId,
    direction,
    options: {
      ...options,
      resume: true,
      // What was off when the page was left stays off.
      audio: localMedia.microphone && audio,
      video: localMedia.camera && video,
      audioProcessing: { ...options.audioProcessing, ...audioProcessing },
    },
    saved,
  };
}

async function readSavedCall(
  maxAgeMs: number,
  secret: string | undefined,
): Promise<SavedCall | null> {
  const progress = readProgress();
  sessionStorage.removeItem(PROGRESS_KEY);
  if (progress === null) return null;
  // If the page is left before there is a call that could do it, the next one takes it; or this one, if it is shown again.
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    saveProgress(progress);
  };
  addEventListener('pagehide', leave);
  try {
    const saved = await completeSavedCall(progress, maxAgeMs, secret);
    return isLeft ? null : saved;
  } finally {
    removeEventListener('pagehide', leave);
  }
}

async function completeSavedCall(
  progress: CallProgress,
  maxAgeMs: number,
  secret: string | undefined,
): Promise<SavedCall | null> {
  const { callId } = progress;
  if (isOlder(progress, maxAgeMs)) {
    await forgetCall(callId);
    return null;
  }
  const identity = await inStore<CallIdentity | undefined>('readonly', (store) =>
    store.get(callId),
  );
  if (!identity) return null;
  const { salt } = identity.keys.agreement;
  if (secret !== undefined && !isSame(await saltOf(callId, secret), salt)) {
    await forgetCall(callId);
    throw new CallError('resume-failed', 'The call before the reload had another secret.');
  }
  // Only this origin can have written it, but with this version or one before, which knew fewer kinds of media.
  return { ...progress, ...identity, remoteMedia: parseMedia(progress.remoteMedia) };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, index) => byte === other[index]);
}

/** Removes the call of this tab if it is too old to be continued. */
export async function removeExpired(maxAgeMs: number): Promise<void> {
  const progress = readProgress();
  if (progress === null || !isOlder(progress, maxAgeMs)) return;
  sessionStorage.removeItem(PROGRESS_KEY);
  await forgetCall(progress.callId);
}

function readProgress(): CallProgress | null {
  const progress = parseJson(sessionStorage.getItem(PROGRESS_KEY));
  return isJsonObject(progress) ? (progress as unknown as CallProgress) : null;
}

function isOlder({ savedAtMs }: CallProgress, maxAgeMs: number): boolean {
  return !(Date.now() - savedAtMs <= maxAgeMs);
}

/** Removes what was stored of a call. */
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
