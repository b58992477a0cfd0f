/** Runs what the app has overridden or handed over. What it throws is reported, and harms nothing of ours. */
export function runHook(hook: () => void): void {
  try {
    hook();
  } catch (error) {
    reportError(error);
  }
}
