/**
 * Reports an error of the app's own code (a listener, a hook) as the browser reports one in an event listener: it
 * reaches `window.onerror` and the console, and does not break the caller.
 */
export function reportUncaughtError(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else queueMicrotask(() => Promise.reject(error as Error));
}
