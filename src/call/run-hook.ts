/** Runs code of the app: a hook or a callback. An error that it throws is reported as uncaught, and the call goes on. */
export function runHook(hook: () => void): void {
  try {
    hook();
  } catch (error) {
    reportError(error);
  }
}
