// sessionStorage belongs to one tab and survives a reload. A page may not be allowed to use it: then the time begins anew.
const KEY = 'p2p-video-call-start';

/** Keeps for this tab when the call of this id has been connected first, in milliseconds since 1970. */
export function storeStart(callId: string, startedAtMs: number): void {
  tryStorage((storage) => storage.setItem(KEY, `${startedAtMs} ${callId}`));
}

/** What was stored for the call of this id; `null`: nothing. */
export function readStart(callId: string): number | null {
  const stored = tryStorage((storage) => storage.getItem(KEY)) ?? '';
  const [startedAtMs = '', id] = stored.split(' ');
  return id === callId && /^\d+$/.test(startedAtMs) ? Number(startedAtMs) : null;
}

/** Removes what was stored for the call of this id. */
export function forgetStart(callId: string): void {
  if (readStart(callId) !== null) tryStorage((storage) => storage.removeItem(KEY));
}

function tryStorage<Result>(use: (storage: Storage) => Result): Result | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
