/** Many times what anything takes, and less than a test has: so it says what it has waited for. */
const DEADLINE_MS = 30_000;
const INTERVAL_MS = 5;

/** Resolves once `condition` holds. It is checked every few milliseconds. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
